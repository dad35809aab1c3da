package dev.postrider.postgres;

import dev.postrider.message.EndpointId;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.task.Replays;
import dev.postrider.task.Work;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * Finds what is to be sent again by the rows of history and those that wait, all as of one moment.
 */
final class PostgresReplays implements Replays {
  /** Payloads of a piece together; one message comes whatever its size. */
  private static final long PIECE_BYTES = 8L << 20;

  /**
   * What history says of the deliveries of a piece to one endpoint. An attempt is younger than its
   * message, so older days are not looked at.
   */
  private static final String TRIED =
      """
      select a.message,
             bool_or(a.state = 1) as delivered,
             max(a.id) as newest,
             (array_agg(a.state order by a.id desc))[1] as state,
             (array_agg(a.state order by a.id desc) filter (where not a.manual))[1] as own,
             (array_agg(a.status order by a.id desc) filter (where a.url <> ''))[1] as status
      from attempt a
      where a.endpoint = :endpoint and a.application = :application
        and a.message > :after and a.message <= :reached and a.id > :after
      group by a.message\
      """;

  /** Where the messages of a piece are that have payloads, and do not wait for the endpoint. */
  private static final String FREE =
      """
      m.application = :application and m.id > :after and m.id <= :reached
        and m.payload is not null
        and not exists (
          select 1 from parked p where p.endpoint = :endpoint and p.message = m.id)\
      """;

  /**
   * A delivery of its own is settled by a row of its own: while it is in memory for the first time,
   * a person's resend may have left rows already.
   */
  private static final String SETTLED =
      """
      select m.* from message m join (%s) t on t.message = m.id
      where %s and t.newest < :before
        and coalesce(t.own <> 0, not (:endpoint = any (m.targets)))
        and %%s\
      """
          .formatted(TRIED, FREE);

  private static final String UNADDRESSED =
      """
      select m.* from message m left join (%s) t on t.message = m.id
      where %s and not (:endpoint = any (m.targets)) and t.message is null\
      """
          .formatted(TRIED, FREE);

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final DataKeys keys;

  PostgresReplays(Jdbi jdbi, InstantSource clock, DataKeys keys) {
    this.keys = keys;
    this.jdbi = jdbi;
    this.clock = clock;
  }

  @Override
  public Found failed(Piece piece, Work.Recover recover) {
    return read(piece, recover, SETTLED.formatted("not t.delivered and t.state = 2"), false);
  }

  @Override
  public Found settled(Piece piece, Work.BulkReplay replay) {
    return read(piece, replay, SETTLED.formatted(conditions(replay.wanted())), false);
  }

  @Override
  public Found unaddressed(Piece piece, Work.ReplayMissing replay, boolean payloads) {
    return read(piece, replay, UNADDRESSED, payloads);
  }

  private static MessageSql sql(Work.Wanted wanted) {
    return new MessageSql(wanted.channel(), wanted.tag(), wanted.eventTypes());
  }

  private static String conditions(Work.Wanted wanted) {
    List<String> conditions = new ArrayList<>(List.of(sql(wanted).sought()));
    if (!wanted.states().isEmpty()) {
      conditions.add(
          wanted.states().stream()
              .map(state -> Integer.toString(Numbers.of(state)))
              .collect(
                  Collectors.joining(
                      ", ", "case when t.delivered then 1 else t.state end in (", ")")));
    }
    if (wanted.statusClass() != null) {
      conditions.add("coalesce(t.status, 0) between :status and :status_end");
    }
    return String.join(" and ", conditions);
  }

  private static void bind(Query query, Work.Wanted wanted) {
    sql(wanted).bind(query);
    AttemptSql.bindStatusClass(query, wanted.statusClass());
  }

  private Found read(Piece piece, Work.Replay replay, String messages, boolean payloads) {
    return jdbi.withHandle(handle -> {
      MessageId reached =
          MessageWalk.reach(handle, piece.application(), piece.after(), piece.last(), PIECE);
      return read(handle, piece, replay, reached, messages, payloads);
    });
  }

  private Found read(
      Handle handle,
      Piece piece,
      Work.Replay replay,
      MessageId reached,
      String messages,
      boolean payloads) {
    EndpointId endpoint = replay.endpoint();
    Query query =
        handle
            .createQuery(
                """
                select * from (
                  select %s, %s
                  from (%s) m
                  window walk as (order by m.id)) piece
                where place = 1 or bytes_before < :bytes
                order by place
                """
                    .formatted(
                        payloads ? MessageRow.COLUMNS : MessageRow.COLUMNS_WITHOUT_PAYLOAD,
                        MessageRow.SIZES,
                        messages))
            .bind("application", piece.application().value())
            .bind("endpoint", endpoint.value())
            .bind("after", piece.after().value())
            .bind("reached", reached.value())
            .bind("bytes", payloads ? PIECE_BYTES : Long.MAX_VALUE);
    switch (replay) {
      case Work.Recover _ -> query.bind("before", piece.before());
      case Work.BulkReplay(_, Work.Wanted wanted) -> {
        query.bind("before", piece.before());
        bind(query, wanted);
      }
      case Work.ReplayMissing _ -> {}
    }
    List<Row> rows =
        query
            .map((rs, _) -> new Row(MessageRow.read(rs, keys).message(), rs.getInt("found")))
            .list();
    boolean cut = !rows.isEmpty() && rows.size() < rows.getFirst().found();
    List<Message> kept =
        rows.stream()
            .map(Row::message)
            .filter(message -> clock.instant().isBefore(message.expires()))
            .toList();
    return new Found(kept, cut ? rows.getLast().message().id() : reached);
  }

  /** One of so many that were found. */
  private record Row(Message message, int found) {}
}
