package dev.postrider.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * An application whose payloads are sealed works as any other, whatever way they take: from memory,
 * from disk when they were parked, through a restart, once more by hand or by a task, and to who
 * looks at them. In the database nobody reads them.
 */
final class SealedPayloadsTest {
  private static final String DATABASE = TurnedServer.freshDatabase();

  private static TurnedServer server;
  private final Tables tables = new Tables(DATABASE);
  private Shop shop;

  @BeforeAll
  static void start() {
    server = new TurnedServer(DATABASE, Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(server);
    seal("true");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private void seal(String value) throws Exception {
    shop.api().patch(shop.path(""), "{\"sealPayloads\":%s}".formatted(value)).require(200);
  }

  private String words() {
    return "the payload of " + shop.id;
  }

  private String payload() {
    return "{\"words\":\"" + words() + "\"}";
  }

  private String published(String more) throws Exception {
    return shop.message("\"payload\":" + payload() + more);
  }

  private void assertCameWhole(int count) throws Exception {
    assertThat(shop.received(count))
        .extracting(received -> received.body().text())
        .containsOnly(payload());
  }

  @Test
  void isShownAsItIsSaid() throws Exception {
    assertThat(shop.get("").path("sealPayloads").asBoolean()).isTrue();
    String whole = "{\"name\":\"Other\",\"uid\":\"%s\"}".formatted(shop.id);
    JsonNode put = shop.api().put(shop.path(""), whole).require(200);
    assertThat(put.path("sealPayloads").asBoolean()).as("who knows nothing of it").isTrue();
    seal("false");
    assertThat(shop.get("").has("sealPayloads")).isFalse();
    String clear = shop.message("\"payload\":" + payload());
    seal("true");
    String sealed = published("");
    assertThat(tables.holding(words())).hasSize(1);
    for (String id : List.of(clear, sealed)) {
      assertThat(shop.get("/msg/" + id).at("/payload/words").asString()).isEqualTo(words());
    }
  }

  @Test
  void fromMemoryAndToWhoLooks() throws Exception {
    shop.webhook("");
    String id = published(",\"eventId\":\"e\",\"headers\":{\"X-More\":\"" + words() + "\"}");
    assertCameWhole(1);
    assertThat(shop.received(1).getFirst().header("x-more")).contains(words());
    assertThat(tables.holding(words())).isEmpty();
    for (String path : List.of("/msg/" + id, "/msg/e")) {
      assertThat(shop.get(path).at("/payload/words").asString()).isEqualTo(words());
    }
    assertThat(shop.get("/msg").at("/data/0/payload/words").asString()).isEqualTo(words());
    assertThat(shop.get("/msg?with_content=false").at("/data/0/payload")).isEmpty();
  }

  @Test
  void parkedAndLoaded() throws Exception {
    String endpoint = shop.webhook("");
    shop.receiver.answer(_ -> Answer.status(500));
    String id = published("");
    shop.attempts(id, 1);
    assertThat(shop.get("/endpoint/" + endpoint + "/msg").toString()).contains(words());
    shop.receiver.answer(_ -> Answer.status(200));
    server.turn(Duration.ofHours(1));
    assertCameWhole(2);
    assertThat(tables.holding(words())).isEmpty();
  }

  @Test
  void recoveredByAStart() throws Exception {
    shop.webhook("");
    String later = server.now().plus(Duration.ofHours(1)).toString();
    published(",\"deliverAt\":\"" + later + "\"");
    shop.receiver.answer(_ -> Answer.status(500));
    String failed = published("");
    shop.attempts(failed, 1);
    server.restart();
    shop.receiver.answer(_ -> Answer.status(200));
    server.turn(Duration.ofHours(2));
    assertCameWhole(3);
    assertThat(tables.holding(words())).isEmpty();
  }

  @Test
  void onceMoreByHandAndByTasks() throws Exception {
    Background background = new Background(shop);
    String since = "{\"since\":\"" + server.now() + "\"}";
    String endpoint = shop.webhook("");
    String id = published("");
    shop.attempts(id, 1);
    String resend = "/msg/" + id + "/endpoint/" + endpoint + "/resend";
    shop.api().post(shop.path(resend), "").require(202);
    server.turn(Duration.ofMillis(1));
    assertCameWhole(2);
    shop.attempts(id, 2);
    assertThat(background.queued(endpoint, "bulk-replay", since)).isEqualTo(1);
    server.turn(Duration.ofMillis(1));
    assertCameWhole(3);
    // The filter reads what was sealed.
    String late =
        shop.webhook(",\"filter\":{\"at\":\"/words\",\"equals\":\"%s\"}".formatted(words()));
    String other = shop.webhook(",\"filter\":{\"at\":\"/words\",\"equals\":\"nothing\"}");
    assertThat(background.queued(late, "replay-missing", since)).isEqualTo(1);
    assertThat(background.queued(other, "replay-missing", since)).isZero();
    server.turn(Duration.ofMillis(1));
    assertCameWhole(4);
    assertThat(tables.holding(words()))
        .allMatch(row ->
            row.startsWith("endpoint ")
                || (row.startsWith("audit_entry ") && row.contains("/endpoint\",endpoint,")));
  }

  @Test
  void withAnIdempotencyKey() throws Exception {
    String body = "{\"eventType\":\"a\",\"payload\":" + payload() + "}";
    String first = shop.api().post(shop.path("/msg"), body, "key").require(202).toString();
    assertThat(shop.api().post(shop.path("/msg"), body, "key").require(202).toString())
        .isEqualTo(first);
    assertThat(tables.holding(words())).isEmpty();
  }

  @Test
  void anInboxHasNoCopyThatCanBeRead() throws Exception {
    String inboxes = "inboxes-" + shop.id;
    String message = UUID.randomUUID().toString();
    String app =
        "{\"name\":\"i\",\"uid\":\"%s\",\"platform\":\"yespo\",\"sealPayloads\":true}"
            .formatted(inboxes);
    shop.api().post("/api/v1/app", app).require(201);
    String event =
        """
        {"externalCustomerId":"ann","id":"%s","createdDate":1715000000000,"title":"%s","content":"C"}
        """
            .formatted(message, words());
    for (int i = 0; i < 2; i++) {
      shop.api().post("/api/v1/app/" + inboxes + "/event", event).require(202);
    }
    String path = "/api/v1/app/" + inboxes + "/inbox/ann/message";
    assertThat(shop.api().get(path).require(200).toString()).contains(words());
    assertThat(tables.holding(words())).isEmpty();
    assertThat(tables.holding(message)).isNotEmpty();
  }

  @Test
  void isEmptiedAsAnyOther() throws Exception {
    String id = published("");
    shop.api().delete(shop.path("/msg/" + id + "/content")).require(204);
    assertThat(shop.get("/msg/" + id).at("/payload/expired").asBoolean()).isTrue();
    assertThat(tables.holding(words())).isEmpty();
  }

  @Test
  void wrongValuesAreRefused() throws Exception {
    for (String wrong :
        List.of(
            "\"sealPayloads\":1", "\"contentRetentionDays\":0", "\"contentRetentionDays\":3651")) {
      assertThat(shop.api().patch(shop.path(""), "{" + wrong + "}").status())
          .as(wrong)
          .isEqualTo(422);
    }
  }
}
