package dev.postrider.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 under load, ten times: every acknowledged message arrives, and every lane in order. */
final class CrashE2E {
  private static final int KILLS = 10;
  private static final long SEED = 20_260;

  @TempDir Path directory;

  private final Queue<Received> delivered = new ConcurrentLinkedQueue<>();
  private final Set<String> failedOnce = ConcurrentHashMap.newKeySet();

  @Test
  void nothingAcknowledgedIsLostAndLanesKeepTheirOrder() throws Exception {
    var random = new SplittableRandom(SEED);
    try (Receiver receiver = Receiver.start();
        var server = new ServerProcess(directory, "--data", directory.resolve("data").toString())) {
      receiver.answer(this::answer);
      server.awaitReady();
      var load = new LaneLoad(server.url(), applications(server, receiver));
      for (int kill = 0; kill < KILLS; kill++) {
        int next = load.acknowledged() + 100 + random.nextInt(400);
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(1))
            .until(() -> load.acknowledged() >= next);
        server.kill();
        server.restart();
      }
      load.stop();
      LaneCheck.Count count =
          LaneCheck.allArrivedInOrder(
              load.byLane(), () -> List.copyOf(delivered), Duration.ofSeconds(120));
      System.out.printf(
          "%d kills: %d acknowledged, %d delivered, %d duplicates, 0 lost, 0 out of order%n",
          KILLS, load.acknowledged(), count.messages(), count.duplicates());
      assertThat(load.acknowledged()).isGreaterThan(KILLS * 100);
      assertThat(server.terminate()).isZero();
    }
  }

  private static List<String> applications(ServerProcess server, Receiver receiver)
      throws Exception {
    var api = new ApiClient(server.url());
    List<String> applications = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String application = "crash-" + i;
      api.createApplication(application);
      api.createEndpoint(application, receiver.url());
      applications.add(application);
    }
    return applications;
  }

  /**
   * One message in a hundred fails at first, so that lanes are blocked and parked when the process
   * dies.
   */
  private Answer answer(Received request) {
    if (request.messageId().hashCode() % 100 == 0 && failedOnce.add(request.messageId())) {
      return Answer.status(500);
    }
    delivered.add(request);
    return Answer.status(204);
  }
}
