package dev.postrider.postgres;

import dev.postrider.directory.Page;
import dev.postrider.history.Words;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the payloads of one page's messages, so many bytes of them at most. They are read
 * here, because PostgreSQL cannot open those that are sealed, fails at some that are no text, and
 * takes ten times as long (to_tsvector). For one thread.
 */
final class WordsRead {
  /** Payloads of a page together; one message comes whatever its size. */
  static final long BYTES = 4L << 20;

  /** No look begins later than that, however slow the disk is. */
  static final Duration LAST_LOOK = Duration.ofMillis(40);

  private final MessagesRead messages;
  private final MessageSql sql;
  private final Words words;
  private final Page.Request<MessageId> request;
  private final Instant begun;
  private long left = BYTES;

  WordsRead(MessagesRead messages, MessageSql sql, Words words, Page.Request<MessageId> request) {
    this.messages = messages;
    this.sql = sql;
    this.words = words;
    this.request = request;
    this.begun = messages.clock().instant();
  }

  /** One that was looked at; of how many there would have been had all of them fitted. */
  private record Seen(MessageId id, boolean sought, int size, int found) {}

  Walk.Met<MessageId> look(Handle handle, Range range, int count) {
    String order = new PageSql("id", request).order();
    try (Query query =
        handle.createQuery(
            """
            select * from (
              select looked.*, row_number() over walk as place, count(*) over () as found,
                     sum(octet_length(payload)) over (
                       walk rows between unbounded preceding and 1 preceding) as bytes_before
              from (
                select %s, case when %s then m.payload end as payload
                from message m
                where m.application = :application and m.id between :first and :last
                %s limit :count) looked
              window walk as (%s)) page
            where place = 1 or coalesce(bytes_before, 0) < :bytes
            order by place
            """
                .formatted(MessageRow.COLUMNS_ABOUT_PAYLOAD, sql.sought(), order, order))) {
      query.bind("application", messages.application().value()).bind("count", count);
      query.bind("first", range.first()).bind("last", range.last()).bind("bytes", left);
      sql.bind(query);
      Instant now = messages.clock().instant();
      return met(query.map((rs, _) -> seen(rs, now)).list());
    }
  }

  private Seen seen(ResultSet rs, Instant now) throws SQLException {
    @Nullable Payload payload = MessageRow.payload(rs, messages.keys(), now);
    return new Seen(
        new MessageId(rs.getLong("id")),
        payload != null && words.in(payload, MessageRow.contentType(rs)),
        payload == null ? 0 : payload.size(),
        rs.getInt("found"));
  }

  private Walk.Met<MessageId> met(List<Seen> seen) {
    if (seen.isEmpty()) {
      return new Walk.Met<>(List.of(), 0, null);
    }
    left -= seen.stream().mapToLong(Seen::size).sum();
    boolean cut = seen.size() < seen.getFirst().found();
    boolean late = messages.clock().instant().isAfter(begun.plus(LAST_LOOK));
    return new Walk.Met<>(
        seen.stream().filter(Seen::sought).map(Seen::id).toList(),
        seen.size(),
        seen.getLast().id(),
        cut || late || left <= 0);
  }
}
