package dev.postrider.postgres;

import dev.postrider.directory.Page;
import dev.postrider.history.History.Content;
import dev.postrider.history.History.Destination;
import dev.postrider.history.History.EndpointMessage;
import dev.postrider.history.History.MessageFilter;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Lists what went or goes to an endpoint: walks the application's messages, a stretch at a time,
 * and looks up where those stand that the endpoint is among the targets of, or that were sent to it
 * later.
 *
 * <p>Where a delivery stands is the sum of rows that are never changed, so it has no index.
 */
record EndpointMessagesRead(
    EndpointId endpoint,
    MessagesRead messages,
    MessageFilter filter,
    Predicate<Destination> where) {
  /** So many messages are looked at for one page, each with its rows. */
  private static final int BOUND = 1_000;

  private static final String ATTEMPTS =
      """
      select message, state, url <> '' as attempted from attempt
      where message = any (:ids) and id > :first and endpoint = :endpoint
      order by id
      """;

  private static final String PARKED =
      "select message, due from parked where endpoint = :endpoint and message = any (:ids)";

  /** A message that was looked at. */
  private record Seen(MessageId id, boolean sought, boolean meant) {}

  Page<EndpointMessage> read(Handle handle, Content content, Page.Request<MessageId> request) {
    Map<MessageId, Destination> standing = new HashMap<>();
    Range range = Range.of(request, filter.after(), filter.before());
    Page<MessageId> found =
        Walk.byDays(request, range, true, BOUND)
            .page((here, count) -> look(handle, request, here, count, standing));
    List<EndpointMessage> listed =
        messages.whole(handle, found.entries(), content, request).stream()
            .map(m -> new EndpointMessage(m, destination(standing, m.message().id())))
            .toList();
    return MessagesRead.cut(found, listed, request);
  }

  private Walk.Met<MessageId> look(
      Handle handle,
      Page.Request<MessageId> request,
      Range range,
      int count,
      Map<MessageId, Destination> standing) {
    List<Seen> seen = seen(handle, request, range, count);
    Map<MessageId, Destination> known =
        standing(handle, seen.stream().filter(Seen::sought).map(Seen::id).toList());
    standing.putAll(known);
    List<MessageId> its =
        seen.stream()
            .filter(s -> s.sought && (s.meant || known.containsKey(s.id)))
            .map(Seen::id)
            .filter(id -> where.test(destination(standing, id)))
            .toList();
    return new Walk.Met<>(its, seen.size(), seen.isEmpty() ? null : seen.getLast().id);
  }

  private List<Seen> seen(Handle handle, Page.Request<MessageId> request, Range range, int count) {
    MessageSql sql = MessageSql.of(filter);
    try (Query query =
        handle.createQuery(
            """
            select m.id, %s as sought, m.targets @> array[cast(:endpoint as bigint)] as meant
            from message m
            where m.application = :application and m.id between :first and :last
            %s limit :count
            """
                .formatted(sql.sought(), new PageSql("m.id", request).order()))) {
      query.bind("application", messages.application().value());
      query.bind("endpoint", endpoint.value()).bind("count", count);
      query.bind("first", range.first()).bind("last", range.last());
      sql.bind(query);
      return query
          .map((rs, _) ->
              new Seen(
                  new MessageId(rs.getLong("id")), rs.getBoolean("sought"), rs.getBoolean("meant")))
          .list();
    }
  }

  /** Where those of these messages stand that have left any row there. */
  private Map<MessageId, Destination> standing(Handle handle, List<MessageId> messages) {
    if (messages.isEmpty()) {
      return Map.of();
    }
    Map<MessageId, Standing> standings = new HashMap<>();
    add(handle, ATTEMPTS, messages, standings, Standing::attempt);
    add(handle, PARKED, messages, standings, Standing::parked);
    Map<MessageId, Destination> destinations = new HashMap<>();
    standings.forEach((message, standing) -> destinations.put(message, standing.at(endpoint)));
    return destinations;
  }

  private void add(
      Handle handle,
      String sql,
      List<MessageId> messages,
      Map<MessageId, Standing> standings,
      Standing.Add add) {
    try (Query query = handle.createQuery(sql)) {
      query.bind("endpoint", endpoint.value());
      query.bindArray("ids", Long.class, messages.stream().map(MessageId::value).toList());
      if (sql.equals(ATTEMPTS)) {
        // An attempt is younger than its message.
        query.bind("first", messages.stream().mapToLong(MessageId::value).min().orElseThrow());
      }
      query
          .map((rs, _) -> {
            MessageId message = new MessageId(rs.getLong("message"));
            add.row(standings.computeIfAbsent(message, _ -> new Standing()), rs);
            return message;
          })
          .list();
    }
  }

  private Destination destination(Map<MessageId, Destination> standing, MessageId message) {
    return standing.computeIfAbsent(message, _ -> new Standing().at(endpoint));
  }
}
