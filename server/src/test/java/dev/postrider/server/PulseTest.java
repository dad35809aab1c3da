package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Receiver;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is delivered and what fails shows up in the pulse, counted once. */
final class PulseTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String APP = "/api/v1/app/shop";

  private final Receiver receiver = Receiver.start();
  private final TurnedServer server = new TurnedServer(TurnedServer.freshDatabase(), Map.of());

  @AfterEach
  void close() {
    server.close();
    receiver.close();
  }

  private void post(String path, String body) throws Exception {
    var _ = server.api().post(path, body).require(path.endsWith("/msg") ? 202 : 201);
  }

  private JsonNode point(String path) throws Exception {
    return server.api().get(path).require(200).at("/data/0");
  }

  private static void assertCounts(JsonNode point, int accepted, int delivered, int failed) {
    assertThat(point.path("accepted").asInt()).as("accepted").isEqualTo(accepted);
    assertThat(point.path("delivered").asInt()).as("delivered").isEqualTo(delivered);
    assertThat(point.path("failedAttempts").asInt()).as("failed").isEqualTo(failed);
  }

  @Test
  void aDeliveredAndAFailedMessageShowUpAndARestartCountsNeitherAgain() throws Exception {
    receiver.answer(request -> Answer.status(request.target().equals("/bad") ? 500 : 204));
    post("/api/v1/app", "{\"name\":\"shop\",\"uid\":\"shop\"}");
    for (String name : new String[] {"good", "bad"}) {
      String url = receiver.url("127.0.0.1", "/" + name);
      post(APP + "/endpoint", "{\"url\":\"%s\",\"uid\":\"%s\"}".formatted(url, name));
    }
    post(APP + "/msg", "{\"eventType\":\"a\",\"payload\":{}}");
    String good = APP + "/endpoint/good/stats/pulse";
    String bad = APP + "/endpoint/bad/stats/pulse";
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertCounts(point(good), 1, 1, 0);
          assertCounts(point(bad), 1, 0, 1);
          assertThat(point(bad).path("parked").asInt()).as("waits for its retry").isEqualTo(1);
        });
    assertCounts(point(APP + "/stats/pulse"), 1, 1, 1);
    assertCounts(point("/api/v1/stats/pulse?step=hour"), 1, 1, 1);
    assertThat(point(good).at("/latencyMs/p50").asDouble()).isPositive();
    String worst = point("/api/v1/stats/endpoints").path("endpointId").asString();
    assertThat(server.api().get(APP + "/endpoint/bad").require(200).path("id").asString())
        .isEqualTo(worst);
    assertThat(server.api("org_other").get("/api/v1/stats/pulse").require(200).path("data"))
        .isEmpty();

    JsonNode backlog = server.api().get("/api/v1/stats/backlog").require(200);
    assertThat(backlog.path("parked").asInt()).isEqualTo(1);
    assertThat(backlog.path("databaseUp").asBoolean()).isTrue();
    assertThat(backlog.has("lastCommitAgeMs")).isTrue();

    post(APP + "/msg", "{\"eventType\":\"a\",\"payload\":{}}");
    receiver.awaitCount(4, SOON);
    server.restart();
    assertCounts(point(good), 2, 2, 0);
    assertThat(point(APP + "/stats/pulse").path("accepted").asInt())
        .as("written at the stop, and not counted again by the start")
        .isEqualTo(2);
  }
}
