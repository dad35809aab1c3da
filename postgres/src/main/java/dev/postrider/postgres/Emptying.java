package dev.postrider.postgres;

import dev.postrider.history.History;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Empties what applications keep no longer, in pieces that hold nobody up: contents that are older
 * than their application wants, and all contents of those that are deleted. How far it is stands in
 * the row of the application, so each message is looked at once.
 */
final class Emptying {
  /** No publish that found the application still there takes as long. */
  private static final Duration STRAGGLERS = Duration.ofMinutes(1);

  private static final String DUE =
      """
      select id, content_days, deleted, updated_at, emptied from application
      where content_days is not null or deleted
      order by id
      """;

  private record Due(ApplicationId application, long emptied, long until) {}

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final History history;

  Emptying(Jdbi jdbi, InstantSource clock, History history) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.history = history;
  }

  void run() {
    List<Due> all =
        jdbi.withHandle(handle -> handle.createQuery(DUE).map((rs, _) -> due(rs)).list());
    all.stream().filter(due -> due.emptied() < due.until()).forEach(this::empty);
  }

  private Due due(ResultSet rs) throws SQLException {
    Instant now = clock.instant();
    Instant until;
    if (rs.getBoolean("deleted")) {
      Instant end = rs.getTimestamp("updated_at").toInstant().plus(STRAGGLERS);
      until = end.isBefore(now) ? end : Instant.EPOCH;
    } else {
      until = now.minus(Duration.ofDays(rs.getInt("content_days")));
    }
    return new Due(new ApplicationId(rs.getLong("id")), rs.getLong("emptied"), Keys.floorOf(until));
  }

  private void empty(Due due) {
    MessageId last = new MessageId(due.until());
    MessageId reached = new MessageId(Math.max(1, due.emptied()));
    while (!reached.equals(last)) {
      reached = history.expungePayloads(due.application(), reached, last).reached();
      long noted = reached.value();
      jdbi.useHandle(handle ->
          handle
              .createUpdate("update application set emptied = :emptied where id = :id")
              .bind("emptied", noted)
              .bind("id", due.application().value())
              .execute());
    }
  }
}
