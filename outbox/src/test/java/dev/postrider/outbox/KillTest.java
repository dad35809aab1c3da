package dev.postrider.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However often a relay is killed, every event is taken, once and in order. */
final class KillTest {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final long SEED = 20_261_128;
  private static final int KILLS = 5;
  private static final int LANES = 3;
  private static final int BEFORE = 50;
  private static final int EACH = 400;

  private final Outbox outbox = new Outbox();
  private final Batches postrider = new Batches();
  private UrlDataSource database;

  @BeforeEach
  void create() throws SQLException {
    database =
        new UrlDataSource(
            PostgresServers.embedded().freshDatabase() + "?user=" + PostgresServer.USER);
    try (Connection connection = database.getConnection()) {
      outbox.createTables(connection);
    }
  }

  @AfterEach
  void close() {
    postrider.close();
  }

  @Test
  void everyEventIsTakenOnceAndInOrder() throws Exception {
    Random random = new Random(SEED);
    for (int lane = 0; lane < LANES; lane++) {
      publish(lane, 0, BEFORE);
    }
    Process relay = start();
    try (ExecutorService publishers = Executors.newFixedThreadPool(LANES)) {
      List<Future<?>> published = new ArrayList<>();
      for (int lane = 0; lane < LANES; lane++) {
        int own = lane;
        published.add(
            publishers.submit(() -> {
              publish(own, BEFORE, EACH);
              return null;
            }));
      }
      for (int kill = 1; kill <= KILLS; kill++) {
        int enough = kill * LANES * EACH / (KILLS + 1) + random.nextInt(100);
        Awaitility.await()
            .atMost(SOON)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> postrider.taken.size() >= enough);
        relay.destroyForcibly().waitFor();
        relay = start();
      }
      for (Future<?> each : published) {
        each.get();
      }
      Rows rows = new Rows(new TableName(Outbox.TABLE));
      try (Connection connection = database.getConnection()) {
        Awaitility.await().atMost(SOON).until(() -> rows.count(connection, Rows.WAITING) == 0);
        assertThat(rows.count(connection, Rows.DEAD)).isZero();
      }
    } finally {
      relay.destroyForcibly().waitFor();
    }
    for (int lane = 0; lane < LANES; lane++) {
      String own = lane + "-";
      assertThat(postrider.ids().stream().filter(id -> id.startsWith(own)))
          .as("seed %d", SEED)
          .isEqualTo(IntStream.range(0, EACH).mapToObj(n -> own + n).toList());
    }
    int sent = postrider.requests().stream().mapToInt(r -> Batches.messages(r).size()).sum();
    System.out.printf(
        "%d kills (seed %d): %d events taken, %d of them sent again%n",
        KILLS, SEED, postrider.taken.size(), sent - postrider.taken.size());
  }

  private void publish(int lane, int from, int to) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      for (int n = from; n < to; n++) {
        outbox.publish(
            connection,
            OutboxMessage.json("shop", "a", "{}")
                .eventId(lane + "-" + n)
                .orderingKey("lane-" + lane)
                .build());
        connection.commit();
      }
    }
  }

  private Process start() throws Exception {
    List<String> path =
        List.of(
            place(Outbox.class),
            "target/test-classes",
            place(Class.forName("tools.jackson.core.JsonParser")),
            place(Class.forName("org.postgresql.Driver")));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            String.join(System.getProperty("path.separator"), path),
            KilledRelay.class.getName(),
            database.url(),
            postrider.url().toString())
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String place(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
