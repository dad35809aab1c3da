package dev.postrider.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Answer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Deliveries that are given up, and how they are shown. */
final class CancelledTest {
  private static TurnedServer server;
  private Shop shop;

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
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private String cancel(String message) throws Exception {
    return shop.api()
        .post(shop.path("/msg/" + message + "/cancel"), "")
        .require(200)
        .at("/data/0/result")
        .asString();
  }

  private JsonNode destination(String message, String query) throws Exception {
    return shop.get("/msg/" + message + "/endpoint" + query).at("/data/0");
  }

  @Test
  void aScheduledMessageIsCancelledForGood() throws Exception {
    String endpoint = shop.webhook("");
    String id =
        shop.message(
            "\"payload\":{},\"deliverAt\":\"%s\""
                .formatted(server.now().plus(Duration.ofHours(1))));
    assertThat(cancel(id)).isEqualTo("canceled");
    assertThat(destination(id, "").path("status").asInt()).isEqualTo(2);
    JsonNode expanded = destination(id, "?expanded_statuses=true");
    assertThat(expanded.path("status").asInt()).isEqualTo(4);
    assertThat(expanded.path("statusText").asString()).isEqualTo("canceled");
    assertThat(expanded.path("nextAttempt").isNull()).isTrue();
    String attempts = "/attempt/endpoint/" + endpoint + "?expanded_statuses=true&status=";
    assertThat(shop.get(attempts + 4).at("/data/0/msgId").asString()).isEqualTo(id);
    assertThat(shop.get(attempts + 4).at("/data/0/response").asString())
        .isEqualTo("cancelled on request");
    assertThat(shop.get(attempts + 2).path("data").isEmpty()).isTrue();
    assertThat(shop.get("/attempt/endpoint/" + endpoint + "?status=2").path("data").size())
        .isEqualTo(1);
    server.restart();
    server.turn(Duration.ofHours(2));
    String other = shop.message("\"payload\":{}");
    assertThat(shop.received(1).getFirst().messageId()).isEqualTo(other);
    assertThat(shop.api().post(shop.path("/msg/" + id + "/cancel"), "").body().toString())
        .isEqualTo("{\"data\":[]}");
  }

  @Test
  void aRetryIsCancelledAndFreesItsLane() throws Exception {
    String endpoint = shop.webhook("");
    shop.receiver.answer(_ -> Answer.status(500));
    String head = shop.message("\"payload\":{\"n\":1},\"orderingKey\":\"k\"");
    shop.attempts(head, 1);
    String next = shop.message("\"payload\":{\"n\":2},\"orderingKey\":\"k\"");
    shop.receiver.answer(_ -> Answer.status(200));
    String path = "/msg/" + head + "/endpoint/" + endpoint + "/cancel";
    JsonNode answer = shop.api().post(shop.path(path), "").require(200);
    assertThat(answer.at("/data/0/endpointId").asString()).isEqualTo(endpoint);
    assertThat(answer.at("/data/0/result").asString()).isEqualTo("canceled");
    assertThat(shop.received(2).getLast().messageId()).isEqualTo(next);
    assertThat(shop.attempts(head, 2).getLast().path("statusText").asString()).isEqualTo("fail");
  }

  @Test
  void anAttemptUnderWayMayArriveAndIsTheLast() throws Exception {
    shop.webhook("");
    CountDownLatch asked = new CountDownLatch(1);
    shop.receiver.answer(_ ->
        wire -> {
          asked.await(Shop.SOON.toSeconds(), TimeUnit.SECONDS);
          Answer.status(500).write(wire);
        });
    String id = shop.message("\"payload\":{}");
    shop.received(1);
    assertThat(cancel(id)).isEqualTo("sending");
    asked.countDown();
    shop.attempts(id, 1);
    JsonNode expanded = destination(id, "?expanded_statuses=true");
    assertThat(expanded.path("statusText").asString()).isEqualTo("canceled");
    server.turn(Duration.ofDays(2));
    shop.receiver.answer(_ -> Answer.status(200));
    String other = shop.message("\"payload\":{}");
    assertThat(shop.received(2).getLast().messageId()).isEqualTo(other);
  }

  @Test
  void whatWaitsAtADisabledEndpointIsCancelledToo() throws Exception {
    String endpoint = shop.webhook("");
    String id =
        shop.message(
            "\"payload\":{},\"deliverAt\":\"%s\""
                .formatted(server.now().plus(Duration.ofHours(1))));
    shop.api().patch(shop.path("/endpoint/" + endpoint), "{\"disabled\":true}").require(200);
    assertThat(cancel(id)).isEqualTo("canceled");
  }
}
