package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.log.LogConsumer;
import dev.postrider.log.MessageLog;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.Keys;
import dev.postrider.platforms.PolicyText;
import dev.postrider.policy.PolicyBounds;
import dev.postrider.pulse.Load;
import dev.postrider.testkit.Contracts;
import dev.postrider.testkit.Edges;
import dev.postrider.testkit.MemoryAlerts;
import dev.postrider.testkit.MemoryApiKeys;
import dev.postrider.testkit.MemoryAuditLog;
import dev.postrider.testkit.MemoryContactTokens;
import dev.postrider.testkit.MemoryDirectory;
import dev.postrider.testkit.MemoryHistory;
import dev.postrider.testkit.MemoryIdempotencyKeys;
import dev.postrider.testkit.MemoryLog;
import dev.postrider.testkit.MemoryPortalSessions;
import dev.postrider.testkit.MemoryPulse;
import dev.postrider.testkit.MemoryReplays;
import dev.postrider.testkit.MemoryTasks;
import dev.postrider.testkit.TurnedClock;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class StopTest {
  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final Keys keys = new Keys(clock, 0);
  private final MemoryDirectory directory = new MemoryDirectory(clock, keys, Contracts.STANDARD);
  private final MemoryLog memory = new MemoryLog(clock, keys);
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch committed = new CountDownLatch(1);

  /** A log whose commit takes until the test says so. */
  private final MessageLog slow =
      new MessageLog() {
        @Override
        public List<Appended> append(List<Draft> drafts) throws InterruptedException {
          arrived.countDown();
          committed.await();
          return memory.append(drafts);
        }

        @Override
        public int shardOf(ApplicationId application) {
          return memory.shardOf(application);
        }

        @Override
        public void subscribe(LogConsumer consumer) {
          memory.subscribe(consumer);
        }
      };

  @Test
  void whatIsInFlightIsFinishedAndNothingNewIsTaken() throws Exception {
    Tokens tokens = new Tokens(TestApi.SECRET, clock);
    MemoryHistory history = new MemoryHistory(memory, clock, keys);
    Api api =
        new Api(
            new ApiParts(
                directory,
                new MemoryPortalSessions(directory, clock),
                new MemoryApiKeys(keys),
                new MemoryAuditLog(keys),
                new MemoryIdempotencyKeys(clock),
                Contracts.STANDARD,
                new PolicyText(PolicyBounds.DEFAULT),
                slow,
                history,
                memory.inbox(),
                new MemoryContactTokens(directory, clock),
                (_, _) -> true,
                (_, _) -> Map.of(),
                () -> false,
                new MemoryTasks(keys, clock),
                new MemoryReplays(memory, history),
                new MemoryAlerts(),
                true,
                new MemoryPulse(_ -> null),
                () -> new Load(0, 0, 0, 0, 0, 0, null, false, true),
                tokens,
                clock,
                new SecureRandom()),
            TestApi.CONFIG,
            (_, _) -> {});
    api.start();
    int port = api.port();
    try (HttpClient client = HttpClient.newHttpClient()) {
      ApplicationId application =
          Edges.done(
                  directory.createApplication(
                      "org_x",
                      dev.postrider.platform.Platform.STANDARD,
                      new dev.postrider.directory.Application.Settings(
                          "a", null, null, java.util.Map.of(), java.util.Map.of())))
              .id();
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + port + "/api/v1/app/" + application + "/msg"))
              .header("Authorization", "Bearer " + tokens.mint("org_x", Duration.ofHours(1)))
              .POST(BodyPublishers.ofString("{\"eventType\":\"a\",\"payload\":{}}"))
              .build();
      CompletableFuture<HttpResponse<String>> answer =
          client.sendAsync(request, BodyHandlers.ofString());
      arrived.await();
      Thread stopping = Thread.ofVirtual().start(api::stop);
      Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> refusesConnections(port));
      assertThat(stopping.isAlive()).isTrue();
      committed.countDown();
      assertThat(answer.get().statusCode()).isEqualTo(202);
      stopping.join();
      assertThat(memory.entries()).hasSize(1);
      assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
          .isInstanceOf(java.io.IOException.class);
    }
  }

  private static boolean refusesConnections(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return false;
    } catch (ConnectException refused) {
      return true;
    } catch (java.io.IOException other) {
      return false;
    }
  }
}
