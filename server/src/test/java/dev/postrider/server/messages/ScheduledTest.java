package dev.postrider.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Messages that are accepted now and delivered later. */
final class ScheduledTest {
  private static TurnedServer server;
  private Shop shop;

  @BeforeAll
  static void start() {
    server = TurnedServer.with(Map.of("retentionDays", "20"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(server);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private String scheduled(Duration in) throws Exception {
    return shop.message("\"payload\":{},\"deliverAt\":\"%s\"".formatted(server.now().plus(in)));
  }

  private JsonNode destination(String message) throws Exception {
    return shop.get("/msg/" + message + "/endpoint").at("/data/0");
  }

  /** Its parked row is written: the list says when it will be tried. */
  private void awaitParked(String message) {
    Awaitility.await()
        .atMost(Shop.SOON)
        .until(() -> destination(message).path("nextAttempt").isString());
  }

  @Test
  void aMessageIsDeliveredAtItsTimeAndNotBefore() throws Exception {
    shop.webhook("");
    Instant at = server.now().plus(Duration.ofDays(3));
    String id = scheduled(Duration.ofDays(3));
    awaitParked(id);
    JsonNode waiting = destination(id);
    assertThat(Instant.parse(waiting.path("nextAttempt").asString())).isEqualTo(at);
    assertThat(waiting.path("statusText").asString()).isEqualTo("pending");
    assertThat(Instant.parse(shop.get("/msg/" + id).path("deliverAt").asString())).isEqualTo(at);
    server.turn(Duration.ofDays(3).minusSeconds(1));
    String now = shop.message("\"payload\":{\"n\":1}");
    assertThat(shop.received(1)).extracting(r -> r.messageId()).containsExactly(now);
    server.turn(Duration.ofSeconds(2));
    assertThat(shop.received(2).getLast().messageId()).isEqualTo(id);
    shop.attempts(id, 1);
    assertThat(destination(id).path("statusText").asString()).isEqualTo("success");
  }

  @Test
  void aScheduledMessageSurvivesARestart() throws Exception {
    shop.webhook("");
    String near = scheduled(Duration.ofHours(1));
    String far = scheduled(Duration.ofHours(5));
    server.restart();
    awaitParked(near);
    server.turn(Duration.ofHours(2));
    assertThat(shop.received(1).getFirst().messageId()).isEqualTo(near);
    shop.attempts(near, 1);
    server.restart();
    server.turn(Duration.ofHours(4));
    assertThat(shop.received(2).getLast().messageId()).isEqualTo(far);
    shop.attempts(far, 1);
    assertThat(shop.receiver.received()).hasSize(2);
  }

  @Test
  void itGoesToTheEndpointsOfItsAcceptanceAndIsRetriedAsAnyOther() throws Exception {
    shop.webhook("");
    String id = scheduled(Duration.ofHours(1));
    awaitParked(id);
    shop.webhook(",\"description\":\"later\"");
    shop.receiver.answer(_ -> Answer.status(500));
    server.turn(Duration.ofHours(2));
    assertThat(shop.attempts(id, 1)).hasSize(1);
    shop.receiver.answer(_ -> Answer.status(200));
    server.turn(Duration.ofMinutes(1));
    assertThat(shop.attempts(id, 2)).hasSize(2);
    assertThat(shop.receiver.received()).hasSize(2);
  }

  @Test
  void aDisabledEndpointGetsItWhenEnabledAndADeletedOneNever() throws Exception {
    String first = shop.webhook("");
    String second = shop.webhook("");
    String id = scheduled(Duration.ofHours(1));
    awaitParked(id);
    shop.api().patch(shop.path("/endpoint/" + first), "{\"disabled\":true}").require(200);
    shop.api().delete(shop.path("/endpoint/" + second));
    server.turn(Duration.ofHours(2));
    assertThat(shop.attempts(id, 1).getFirst().path("endpointId").asString()).isEqualTo(second);
    assertThat(shop.receiver.received()).isEmpty();
    shop.api().patch(shop.path("/endpoint/" + first), "{\"disabled\":false}").require(200);
    server.turn(Duration.ofSeconds(1));
    assertThat(shop.received(1).getFirst().messageId()).isEqualTo(id);
  }

  /** The log is shorter here than messages may be ahead. */
  @Test
  void whatWouldOutliveTheLogIsRefused() throws Exception {
    Instant late = server.now().plus(Duration.ofDays(20));
    var refused = shop.publish("\"payload\":{},\"deliverAt\":\"%s\"".formatted(late));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().at("/detail/0/msg").asString()).contains("kept for 20 days");
    assertThat(shop.get("/msg").path("data").size()).isZero();
  }
}
