package dev.postrider.server.operational;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Operational webhooks themselves: what they do as webhooks, and where they do not show. */
final class OperationalWebhooksTest {
  private static TurnedServer server;
  private Desk desk;

  @BeforeAll
  static void start() {
    server = new TurnedServer(null);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() throws Exception {
    desk = new Desk(server);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private List<JsonNode> attempts(String listener, int count) {
    return Awaitility.await()
        .atMost(Desk.SOON)
        .until(
            () -> desk.api().all(Desk.operational("/attempt/endpoint/" + listener)),
            all -> all.size() >= count);
  }

  @Test
  void whatIsToldIsRetriedAndItsAttemptsAreSeen() throws Exception {
    desk.told.answer(_ -> Answer.status(500));
    String listener = desk.listen("");
    desk.webhook("");
    JsonNode failed = attempts(listener, 1).getFirst();
    assertThat(failed.path("responseStatusCode").asInt()).isEqualTo(500);
    desk.told.answer(_ -> Answer.status(204));
    server.turn(Duration.ofSeconds(10));
    JsonNode delivered = attempts(listener, 2).getFirst();
    assertThat(delivered.path("statusText").asString()).isEqualTo("success");
    assertThat(delivered.path("msgId")).isEqualTo(failed.path("msgId"));
    assertThat(desk.told.received())
        .extracting(Received::messageId)
        .containsOnly(failed.path("msgId").asString());
    String message = Desk.operational("/msg/" + failed.path("msgId").asString());
    JsonNode shown = desk.api().get(message).require(200);
    assertThat(shown.path("eventType").asString()).isEqualTo("endpoint.created");
    desk.api().post(message + "/endpoint/" + listener + "/resend", "").require(202);
    server.turn(Duration.ofSeconds(1));
    assertThat(desk.told.awaitCount(3, Desk.SOON)).hasSize(3);
  }

  /** An operational webhook that fails, is changed and deleted: that is nobody's to hear. */
  @Test
  void nothingIsToldAboutItself() throws Exception {
    desk.told.answer(r -> Answer.status(r.target().equals("/hook") ? 204 : 410));
    String listener = desk.listen("");
    String other = desk.told.url("127.0.0.1", "/gone");
    desk.api()
        .post(Desk.operational("/endpoint"), "{\"url\":\"%s\"}".formatted(other))
        .require(201);
    String webhook = desk.webhook("");
    JsonNode created = desk.ofEndpoint("endpoint.created", webhook, "null", "");
    desk.told.awaitCount(2, Desk.SOON);
    Awaitility.await()
        .atMost(Desk.SOON)
        .until(() ->
            desk.api().all(Desk.operational("/endpoint")).getFirst().path("disabled").asBoolean());
    String headers = Desk.operational("/endpoint/" + listener + "/headers");
    desk.api().put(headers, "{\"headers\":{\"X-A\":\"1\"}}").require(204);
    desk.api().delete(desk.path("/endpoint/" + webhook)).require(204);
    assertThat(desk.told(2))
        .containsExactly(created, desk.ofEndpoint("endpoint.deleted", webhook, "null", ""));
    assertThat(desk.told.awaitCount(3, Desk.SOON).getLast().header("X-A")).hasValue("1");
  }

  @Test
  void theyStandInNoApplication() throws Exception {
    String listener = desk.listen(",\"uid\":\"ops\"");
    assertThat(desk.api().all("/api/v1/app"))
        .extracting(a -> a.path("id").asString())
        .containsExactly(desk.app);
    assertThat(desk.api().get(desk.path("/endpoint/" + listener)).status()).isEqualTo(404);
    assertThat(desk.api().get("/api/v1/app/operational-webhooks").status()).isEqualTo(404);
    try (Desk other = new Desk(server)) {
      String one = Desk.operational("/endpoint/" + listener);
      assertThat(other.api().get(one).status()).isEqualTo(404);
      assertThat(other.api().get(Desk.operational("/endpoint/ops")).status()).isEqualTo(404);
      other.listen("");
      assertThat(other.api().get(one).status()).isEqualTo(404);
      assertThat(other.api().get(one + "/secret").status()).isEqualTo(404);
      assertThat(other.api().delete(one).status()).isEqualTo(404);
    }
    assertThat(desk.api().get(Desk.operational("/endpoint/ops")).status()).isEqualTo(200);
  }

  /** Whatever of it was sent before the server stopped: afterwards all is told, each once. */
  @Test
  void aRestartLosesNothing() throws Exception {
    desk.listen("");
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      made.add(desk.webhook(""));
    }
    desk.restart();
    assertThat(desk.told(20))
        .extracting(told -> told.at("/data/endpointId").asString())
        .containsExactlyElementsOf(made);
    assertThat(desk.received(20)).hasSize(20);
  }
}
