package dev.postrider.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.Answer;
import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;
import dev.postrider.testkit.TurnedClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What waits for an application that gets nothing is not read past by each round. */
final class RowsReadTest {
  private static final int OLD = 20_000;

  private final Outbox outbox = new Outbox();

  @Test
  void oldRowsOfOneApplicationCostTheOthersNothing() throws Exception {
    CountingDataSource database =
        new CountingDataSource(
            new UrlDataSource(
                PostgresServers.embedded().freshDatabase() + "?user=" + PostgresServer.USER));
    TurnedClock clock = new TurnedClock(Instant.parse("2026-11-25T12:00:00Z"));
    fill(database);
    try (Batches postrider = new Batches()) {
      postrider.answer(request ->
          request.target().contains("/gone/")
              ? Answer.status(404)
              : Answer.status(200, postrider.each(request, any -> "")));
      Mover mover =
          OutboxRelay.builder(database, postrider.url(), () -> "t")
              .clock(clock)
              .random(new Random(1))
              .batch(10, 100_000)
              .mover();
      mover.round();
      publish(database, "late");
      mover.round();
      assertThat(postrider.ids()).containsExactly("late");
      assertThat(database.read()).isLessThan(100);
    }
  }

  private void fill(UrlDataSource database) throws SQLException {
    try (Connection connection = database.getConnection()) {
      outbox.createTables(connection);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            """
            insert into postrider_outbox (application, event_id, event_type, message, message_bytes,
              created_at)
            select 'gone', n::text, 'a', '{}', 2, 0 from generate_series(1, %d) n\
            """
                .formatted(OLD));
        statement.execute("analyze postrider_outbox");
      }
    }
  }

  private void publish(UrlDataSource database, String id) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      outbox.publish(connection, OutboxMessage.json("shop", "a", "{}").eventId(id).build());
      connection.commit();
    }
  }
}
