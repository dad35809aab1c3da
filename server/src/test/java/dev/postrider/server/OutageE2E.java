package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;
import dev.postrider.testkit.Receiver;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** One's own PostgreSQL, the oldest that is supported, away for ten seconds under load. */
@Isolated("it has deadlines to meet")
final class OutageE2E {
  private static final int LANES = 8;
  private static final Duration AWAY = Duration.ofSeconds(10);
  private static final Duration QUICK = Duration.ofSeconds(3);

  @TempDir Path data;

  @Test
  void survivesADatabaseThatWasKilled() throws Exception {
    PostgresServer postgres = PostgresServers.newInstalled();
    survives(postgres, postgres::kill, postgres::start);
  }

  @Test
  void survivesADatabaseThatDoesNotAnswer() throws Exception {
    PostgresServer postgres = PostgresServers.newInstalled();
    survives(postgres, postgres::freeze, postgres::thaw);
  }

  /** The embedded one is ours to start again: it dies under load and nobody does anything. */
  @Test
  void startsAnEmbeddedDatabaseThatWasKilledAgain() throws Exception {
    try (Receiver receiver = Receiver.start();
        Program program = Program.serve(data)) {
      String token = ServeE2E.token(data);
      try (var api = new ApiClient(program.url(), token)) {
        api.createApplication("load");
        api.createEndpoint("load", "one", receiver.url("127.0.0.1", "/one"));
      }
      var load = new Load(token, "load", LANES);
      load.server(program.url());
      awaitMore(load, 300);
      Path pidFile = data.resolve("postgresql/cluster/postmaster.pid");
      long postmaster = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
      assertThat(ProcessHandle.of(postmaster).orElseThrow().destroyForcibly()).isTrue();
      awaitMore(load, 300);
      load.stop();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertAllArrived(load, Lanes.of(receiver.received())));
      assertThat(Lanes.of(receiver.received()).outOfOrder()).isEmpty();
      assertThat(Lanes.of(receiver.received()).twins()).isEmpty();
      program.terminate();
      assertThat(program.exitCode()).as(program.output()).isZero();
    }
  }

  private void survives(PostgresServer postgres, Runnable away, Runnable back) throws Exception {
    String url = postgres.freshDatabase() + "?user=" + PostgresServer.USER;
    try (Receiver receiver = Receiver.start();
        Program program =
            Program.serve(
                data,
                "--database-url",
                url,
                "--journal-accept-timeout",
                "1s",
                "--database-statement-timeout",
                "3s")) {
      String token = ServeE2E.token(data);
      try (var api = new ApiClient(program.url(), token)) {
        api.createApplication("load");
        api.createEndpoint("load", "one", receiver.url("127.0.0.1", "/one"));
        var load = new Load(token, "load", LANES);
        load.server(program.url());
        awaitMore(load, 300);
        away.run();
        Duration longest = slowestRefusal(program.url(), token);
        back.run();
        assertThat(longest).isLessThan(QUICK);
        awaitMore(load, 300);
        load.stop();
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .untilAsserted(() -> assertAllArrived(load, Lanes.of(receiver.received())));
        Lanes lanes = Lanes.of(receiver.received());
        assertThat(lanes.outOfOrder()).isEmpty();
        assertThat(lanes.twins()).isEmpty();
        System.out.printf(
            "database away for %d s: %d messages acknowledged, %d refused with 503, %d requests received, %d repeated; slowest refusal %d ms%n",
            AWAY.toSeconds(),
            load.acknowledged(),
            load.unavailable(),
            receiver.received().size(),
            lanes.duplicates(),
            longest.toMillis());
      }
      program.terminate();
      assertThat(program.exitCode()).as(program.output()).isZero();
    }
  }

  private static void awaitMore(Load load, int messages) {
    int enough = load.acknowledged() + messages;
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> load.acknowledged() >= enough);
  }

  /**
   * Asks for as long as the database is away; every answer has to be 503. Each time on a connection
   * of its own: the JDK's client loses an answer that comes before it has seen that the connection
   * has left its pool (JDK-8336655 made that rare), and here answers come at once.
   */
  private static Duration slowestRefusal(URI server, String token)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long slowest = 0;
    for (int n = 0; System.nanoTime() - start < AWAY.toNanos(); n++) {
      long asked = System.nanoTime();
      String message = "{\"eventType\":\"refused\",\"payload\":{\"n\":%d}}".formatted(n);
      try (var api = new ApiClient(server, token)) {
        assertThat(api.post("/api/v1/app/load/msg", message).status()).isEqualTo(503);
      }
      slowest = Math.max(slowest, System.nanoTime() - asked);
    }
    return Duration.ofNanos(slowest);
  }

  private static void assertAllArrived(Load load, Lanes lanes) {
    for (int lane = 0; lane < LANES; lane++) {
      assertThat(lanes.reached("/one", lane))
          .as("lane %d", lane)
          .isGreaterThanOrEqualTo(load.acknowledged(lane));
    }
  }
}
