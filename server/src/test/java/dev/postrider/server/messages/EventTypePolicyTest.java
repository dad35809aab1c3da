package dev.postrider.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Answer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Event types say how their deliveries are made, where endpoints say nothing of it. */
final class EventTypePolicyTest {
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static TurnedServer server;
  private Shop shop;
  private final String brief = "brief-" + UUID.randomUUID();
  private final String patient = "patient-" + UUID.randomUUID();

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
    shop = new Shop(server);
    shop.receiver.answer(_ -> Answer.status(500));
    say(brief, "{\"retry\":{\"delays\":[\"10s\"]},\"refuse\":[404]}");
    say(patient, "{\"retry\":{\"delays\":[\"1h\",\"2h\"]}}");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private void say(String type, String policy) throws Exception {
    shop.api()
        .put(
            "/api/v1/event-type/" + type,
            "{\"description\":\"d\",\"policy\":%s}".formatted(policy));
  }

  private String message(String type) throws Exception {
    return shop.api()
        .post(shop.path("/msg"), "{\"eventType\":\"%s\",\"payload\":{}}".formatted(type))
        .require(202)
        .path("id")
        .asString();
  }

  private int attempts(String message, int count) {
    return shop.attempts(message, count).size();
  }

  private JsonNode last(String message, int count) {
    return shop.attempts(message, count).getLast();
  }

  @Test
  void twoTypesOfOneEndpointAreRetriedByDifferentSchedules() throws Exception {
    shop.webhook("");
    String soon = message(brief);
    String late = message(patient);
    attempts(soon, 1);
    attempts(late, 1);
    server.turn(Duration.ofSeconds(9));
    assertThat(attempts(soon, 1)).isEqualTo(1);
    server.turn(Duration.ofSeconds(1).plus(MOMENT));
    assertThat(attempts(soon, 2)).isEqualTo(2);
    assertThat(last(soon, 2).path("statusText").asString()).as("given up").isEqualTo("fail");
    server.turn(Duration.ofMinutes(50));
    assertThat(attempts(late, 1)).isEqualTo(1);
    server.turn(Duration.ofMinutes(10));
    assertThat(attempts(late, 2)).isEqualTo(2);
    server.turn(Duration.ofHours(2).plus(MOMENT));
    assertThat(attempts(late, 3)).isEqualTo(3);
    assertThat(attempts(soon, 2)).isEqualTo(2);
  }

  @Test
  void theEndpointsOwnValuesGoBefore() throws Exception {
    shop.webhook(",\"policy\":{\"retry\":{\"delays\":[\"30s\"]}}");
    String message = message(brief);
    attempts(message, 1);
    server.turn(Duration.ofSeconds(20));
    assertThat(attempts(message, 1)).isEqualTo(1);
    server.turn(Duration.ofSeconds(10).plus(MOMENT));
    assertThat(attempts(message, 2)).isEqualTo(2);
  }

  @Test
  void whatTheEndpointDoesNotSayIsTheTypes() throws Exception {
    String endpoint = shop.webhook(",\"policy\":{\"retry\":{\"delays\":[\"30s\"]}}");
    shop.receiver.answer(_ -> Answer.status(404));
    String refused = message(brief);
    String retried = message(patient);
    attempts(refused, 1);
    attempts(retried, 1);
    server.turn(Duration.ofSeconds(31));
    assertThat(attempts(retried, 2)).isEqualTo(2);
    assertThat(attempts(refused, 1)).as("404 is final for its type").isEqualTo(1);
    JsonNode policy = shop.get("/endpoint/" + endpoint + "/policy");
    assertThat(policy.at("/eventTypes/" + brief + "/refuse/0").asInt()).isEqualTo(404);
    assertThat(policy.at("/eventTypes/" + brief + "/retry/delays/0").asString()).isEqualTo("30s");
    assertThat(policy.at("/eventTypes").has(patient)).as("all of it is overridden").isFalse();
  }

  @Test
  void aChangeCountsFromTheNextFailureOnEvenWhenArchived() throws Exception {
    shop.webhook("");
    String message = message(patient);
    attempts(message, 1);
    say(patient, "{\"retry\":{\"delays\":[\"5s\",\"5s\"]}}");
    shop.api().delete("/api/v1/event-type/" + patient).require(204);
    server.turn(Duration.ofHours(1).plus(MOMENT));
    assertThat(attempts(message, 2)).isEqualTo(2);
    server.turn(Duration.ofSeconds(5).plus(MOMENT));
    assertThat(attempts(message, 3)).isEqualTo(3);
  }

  @Test
  void theTimeoutIsTheTypesToo() throws Exception {
    shop.webhook("");
    say(brief, "{\"timeout\":\"1s\",\"retry\":{\"delays\":[]}}");
    shop.receiver.answer(_ ->
        wire -> {
          wire.pause(Duration.ofMillis(1_500));
          Answer.status(200).write(wire);
        });
    JsonNode attempt = last(message(brief), 1);
    assertThat(attempt.path("responseStatusCode").asInt()).isZero();
    assertThat(attempt.path("responseDurationMs").asInt()).isBetween(900, 1_400);
  }
}
