package dev.postrider.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.Answer;
import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL goes away under load and comes back: 503 meanwhile, nothing acknowledged lost, work
 * resumes by itself.
 */
final class DatabaseAwayE2E {
  private static final String MESSAGE = "{\"eventType\":\"session.event\",\"payload\":{}}";

  @TempDir Path directory;

  private final Queue<Received> delivered = new ConcurrentLinkedQueue<>();

  @Test
  void killedAndStartedAgain() throws Exception {
    PostgresServer postgres = PostgresServers.newInstalled();
    survives(postgres, postgres::kill, postgres::start);
  }

  @Test
  void frozenAndThawed() throws Exception {
    PostgresServer postgres = PostgresServers.newInstalled();
    survives(postgres, postgres::freeze, postgres::thaw);
  }

  private void survives(PostgresServer postgres, Runnable away, Runnable back) throws Exception {
    try (Receiver receiver = Receiver.start();
        var server =
            new ServerProcess(
                directory,
                "--data",
                directory.resolve("data").toString(),
                "--database-url",
                postgres.url(postgres.freshDatabase()))) {
      receiver.answer(request -> {
        delivered.add(request);
        return Answer.status(204);
      });
      server.awaitReady();
      var api = new ApiClient(server.url());
      for (String application : List.of("away-0", "away-1")) {
        api.createApplication(application);
        api.createEndpoint(application, receiver.url());
      }
      var load = new LaneLoad(server.url(), List.of("away-0", "away-1"));
      awaitAcknowledged(load, 200);
      away.run();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> api.send("POST", "/app/away-0/msg", MESSAGE).statusCode() == 503);
      for (int i = 0; i < 20; i++) {
        HttpResponse<String> refused = api.send("POST", "/app/away-0/msg", MESSAGE);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      }
      int before = load.acknowledged();
      back.run();
      awaitAcknowledged(load, before + 200);
      load.stop();
      LaneCheck.allArrivedInOrder(
          load.byLane(), () -> List.copyOf(delivered), Duration.ofSeconds(60));
      assertThat(server.terminate()).isZero();
    }
  }

  private static void awaitAcknowledged(LaneLoad load, int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> load.acknowledged() >= count);
  }
}
