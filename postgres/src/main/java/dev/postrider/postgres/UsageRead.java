package dev.postrider.postgres;

import dev.postrider.history.History.Used;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.Keys;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Adds up an application's messages, in pieces that each take a moment. */
final class UsageRead {
  private static final int PIECE = 20_000;

  private static final String SQL =
      """
      with piece as materialized (
        select id, event_type, cardinality(targets) as targets
        from message
        where application = :application and id >= :from and id < :until
        order by id limit :piece)
      select event_type, count(*) as messages, sum(targets) as destinations,
             max(max(id)) over () as last, sum(count(*)) over () as found
      from piece group by event_type
      """;

  private UsageRead() {}

  private record Row(String eventType, Used used, long last, long found) {}

  static Map<String, Used> read(
      Handle handle, ApplicationId application, Instant since, Instant until) {
    Map<String, Used> sums = new HashMap<>();
    long from = Keys.floorOf(Numbers.microsUp(since));
    long found = PIECE;
    while (found == PIECE) {
      found = 0;
      for (Row row :
          handle
              .createQuery(SQL)
              .bind("application", application.value())
              .bind("from", from)
              .bind("until", Keys.floorOf(Numbers.microsUp(until)))
              .bind("piece", PIECE)
              .map((rs, _) ->
                  new Row(
                      rs.getString("event_type"),
                      new Used(rs.getLong("messages"), rs.getLong("destinations")),
                      rs.getLong("last"),
                      rs.getLong("found")))
              .list()) {
        sums.merge(row.eventType, row.used, UsageRead::sum);
        from = row.last + 1;
        found = row.found;
      }
    }
    return sums;
  }

  private static Used sum(Used one, Used other) {
    return new Used(one.messages() + other.messages(), one.destinations() + other.destinations());
  }
}
