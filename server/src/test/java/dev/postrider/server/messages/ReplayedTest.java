package dev.postrider.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Messages that go to an endpoint that has missed them, or once more. */
final class ReplayedTest {
  private static TurnedServer server;
  private Shop shop;
  private Background background;
  private String since;

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
    background = new Background(shop);
    since = "\"since\":\"" + server.now() + "\"";
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private String published(String type, String more) throws Exception {
    String body = "{\"eventType\":\"%s\"%s}".formatted(type, more);
    return shop.api().post(shop.path("/msg"), body).require(202).path("id").asString();
  }

  private static String with(String channel, String tag, int amount) {
    return ",\"channels\":[\"%s\"],\"tags\":[\"%s\"],\"payload\":{\"amount\":%d}"
        .formatted(channel, tag, amount);
  }

  private int missing(String endpoint) throws Exception {
    return background.queued(endpoint, "replay-missing", "{" + since + "}");
  }

  private int bulk(String endpoint, String more) throws Exception {
    return background.queued(endpoint, "bulk-replay", "{" + since + more + "}");
  }

  @Test
  void aNewEndpointGetsWhatItWouldHaveGot() throws Exception {
    shop.api().post("/api/v1/event-type", "{\"name\":\"paid\",\"description\":\"\"}").require(201);
    String first = shop.webhook("");
    String wanted = published("paid", with("north", "vip", 100));
    published("sent", with("north", "vip", 100));
    published("paid", with("south", "vip", 100));
    published("paid", with("north", "new", 100));
    published("paid", with("north", "vip", 99));
    published("paid", ",\"payload\":{\"amount\":100}");
    shop.received(6);
    String late =
        shop.webhook(
            ",\"eventTypes\":[\"paid\"],\"channels\":[\"north\"],\"tags\":[\"vip\"],"
                + "\"filter\":{\"at\":\"/amount\",\"atLeast\":100}");
    String after = published("paid", with("north", "vip", 500));
    shop.received(8);
    assertThat(missing(late)).isEqualTo(1);
    assertThat(missing(late)).as("what waits is not taken twice").isZero();
    server.turn(Duration.ofMillis(1));
    assertThat(shop.received(9).getLast().messageId()).isEqualTo(wanted);
    List<JsonNode> attempts = shop.attempts(wanted, 2);
    assertThat(attempts).extracting(a -> a.path("endpointId").asString()).contains(first, late);
    JsonNode destinations = shop.get("/msg/" + wanted + "/endpoint").path("data");
    assertThat(destinations.at("/0/id").asString()).isEqualTo(late);
    assertThat(destinations.at("/0/statusText").asString()).isEqualTo("success");
    assertThat(destinations.at("/1/id").asString()).isEqualTo(first);
    assertThat(shop.get("/attempt/endpoint/" + late).at("/data/0/msgId").asString())
        .isEqualTo(wanted);
    assertThat(missing(late)).as("it is not missing any more").isZero();
    assertThat(shop.attempts(after, 2)).hasSize(2);
  }

  @Test
  void whatIsReplayedIsShownWhileItWaits() throws Exception {
    String id = published("a", ",\"payload\":{}");
    String late = shop.webhook("");
    assertThat(shop.get("/msg/" + id + "/endpoint").path("data")).isEmpty();
    assertThat(missing(late)).isEqualTo(1);
    JsonNode waiting = shop.get("/msg/" + id + "/endpoint").at("/data/0");
    assertThat(waiting.path("id").asString()).isEqualTo(late);
    assertThat(waiting.path("statusText").asString()).isEqualTo("pending");
    shop.api().post(shop.path("/msg/" + id + "/cancel"), "").require(200);
    assertThat(missing(late)).as("a cancelled one was addressed").isZero();
  }

  @Test
  void aScheduledMessageIsReplayedForItsTime() throws Exception {
    Instant at = server.now().plus(Duration.ofHours(1));
    String id = published("a", ",\"payload\":{},\"deliverAt\":\"" + at + "\"");
    String late = shop.webhook("");
    assertThat(missing(late)).isEqualTo(1);
    JsonNode waiting = shop.get("/msg/" + id + "/endpoint").at("/data/0");
    assertThat(Instant.parse(waiting.path("nextAttempt").asString())).isEqualTo(at);
    server.turn(Duration.ofMinutes(59));
    String now = published("a", ",\"payload\":{}");
    assertThat(shop.received(1)).extracting(Received::messageId).containsExactly(now);
    server.turn(Duration.ofMinutes(2));
    assertThat(shop.received(2).getLast().messageId()).isEqualTo(id);
  }

  @Test
  void manyMessagesAreReplayedEachOnce() throws Exception {
    String body = "{\"eventType\":\"a\",\"payload\":{}}";
    String batch = "{\"messages\":[" + (body + ",").repeat(599) + body + "]}";
    shop.api().post(shop.path("/msg/batch"), batch).require(200);
    shop.api().post(shop.path("/msg/batch"), batch).require(200);
    String late = shop.webhook("");
    assertThat(missing(late)).isEqualTo(1_200);
    server.turn(Duration.ofMillis(1));
    assertThat(shop.receiver.awaitCount(1_200, Shop.SOON.multipliedBy(3)))
        .extracting(Received::messageId)
        .doesNotHaveDuplicates();
    assertThat(shop.receiver.received()).hasSize(1_200);
  }

  @Test
  void whatIsSettledIsReplayedAsItIsWanted() throws Exception {
    String endpoint = shop.webhook(",\"policy\":{\"retry\":{\"delays\":[\"10s\"],\"jitter\":0}}");
    String good = published("paid", with("north", "vip", 1));
    shop.attempts(good, 1);
    shop.receiver.answer(_ -> Answer.status(404));
    String refused = published("sent", with("south", "vip", 1));
    String broken = published("paid", with("south", "new", 1));
    shop.attempts(refused, 1);
    shop.attempts(broken, 1);
    server.turn(Duration.ofSeconds(11));
    shop.attempts(refused, 2);
    shop.attempts(broken, 2);
    shop.receiver.answer(_ -> Answer.status(503));
    String cancelled = published("paid", with("north", "new", 1));
    shop.attempts(cancelled, 1);
    shop.api().post(shop.path("/msg/" + cancelled + "/cancel"), "").require(200);
    String waiting = published("paid", ",\"payload\":{}");
    // the attempt, not the request: a request that has come may not have its answer yet
    shop.attempts(waiting, 1);
    shop.receiver.answer(_ -> Answer.status(200));

    replays(bulk(endpoint, ",\"status\":0"), good);
    replays(bulk(endpoint, ",\"status\":2,\"statusCodeClass\":400"), refused, broken);
    replays(bulk(endpoint, ",\"status\":4"), cancelled);
    assertThat(bulk(endpoint, ",\"status\":2")).as("all have arrived").isZero();
    replays(bulk(endpoint, ",\"channel\":\"south\",\"tag\":\"vip\""), refused);
    replays(bulk(endpoint, ",\"eventTypes\":[\"sent\"]"), refused);
    replays(bulk(endpoint, ",\"tag\":\"new\""), broken, cancelled);
    replays(bulk(endpoint, ",\"statusCodeClass\":200"), good, refused, broken, cancelled);
    assertThat(bulk(endpoint, ",\"statusCodeClass\":500")).isZero();
    assertThat(shop.get("/msg/" + good + "/endpoint").at("/data/0/statusText").asString())
        .isEqualTo("success");
  }

  /** So many were queued as these, these arrive, and history has heard of it. */
  private void replays(int queued, String... messages) throws Exception {
    assertThat(queued).isEqualTo(messages.length);
    int before = shop.receiver.received().size();
    Map<String, Integer> rows = new HashMap<>();
    for (String message : messages) {
      rows.put(message, shop.attempts(message, 0).size());
    }
    server.turn(Duration.ofMillis(1));
    List<Received> all = shop.received(before + messages.length);
    assertThat(all.subList(before, all.size()))
        .extracting(Received::messageId)
        .containsExactlyInAnyOrder(messages);
    rows.forEach((message, count) -> shop.attempts(message, count + 1));
  }
}
