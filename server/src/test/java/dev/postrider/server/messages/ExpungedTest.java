package dev.postrider.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Answer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Payloads that are to go, with the deliveries that still need them. */
final class ExpungedTest {
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
  }

  @AfterEach
  void close() {
    shop.close();
  }

  /** A payload with a text that no other test has. */
  private String secret() {
    return "\"payload\":{\"secret\":\"%s\"}".formatted(shop.id);
  }

  private String scheduled(String more) throws Exception {
    String id =
        shop.message(
            secret()
                + ",\"deliverAt\":\"%s\"%s"
                    .formatted(server.now().plus(Duration.ofHours(1)), more));
    Awaitility.await()
        .atMost(Shop.SOON)
        .until(() -> shop.get("/msg/" + id + "/endpoint").at("/data/0/nextAttempt").isString());
    return id;
  }

  private boolean isGone(String message) throws Exception {
    JsonNode shown = shop.get("/msg/" + message);
    assertThat(shown.toString()).as(message).contains("payload");
    return shown.at("/payload/expired").asBoolean();
  }

  /** How many rows still have the secret of this test. */
  private int onDisk() throws Exception {
    try (Connection connection = DriverManager.getConnection(DATABASE);
        PreparedStatement statement =
            connection.prepareStatement(
                "select count(*) from message where position(convert_to(?, 'UTF8') in payload) > 0")) {
      statement.setString(1, shop.id);
      try (ResultSet rs = statement.executeQuery()) {
        rs.next();
        return rs.getInt(1);
      }
    }
  }

  @Test
  void whatIsExpungedInBulkIsGoneEverywhereAndNeverSent() throws Exception {
    shop.webhook("");
    String waiting = scheduled("");
    String named = scheduled(",\"eventId\":\"named\"");
    String kept = scheduled("");
    String sent = shop.message(secret());
    shop.attempts(sent, 1);
    String ids = "{\"ids\":[\"%s\",\"named\",\"%s\",\"nobody\"]}".formatted(waiting, sent);
    JsonNode results =
        shop.api().post(shop.path("/msg/bulk-expunge"), ids).require(200).path("results");
    assertThat(results.path(waiting).asString()).isEqualTo("expunged");
    assertThat(results.path("named").asString()).isEqualTo("expunged");
    assertThat(results.path(sent).asString()).isEqualTo("expunged");
    assertThat(results.path("nobody").asString()).isEqualTo("not-found");
    assertThat(onDisk()).isEqualTo(1);
    server.restart();
    for (String gone : List.of(waiting, named, sent)) {
      assertThat(isGone(gone)).isTrue();
    }
    assertThat(isGone(kept)).isFalse();
    assertThat(shop.get("/msg").toString()).containsOnlyOnce(shop.id);
    server.turn(Duration.ofHours(2));
    assertThat(shop.received(2)).extracting(r -> r.messageId()).containsExactly(sent, kept);
    for (String gone : List.of(waiting, named)) {
      JsonNode end = shop.attempts(gone, 1).getLast();
      assertThat(end.path("responseStatusCode").asInt()).isZero();
      assertThat(end.path("statusText").asString()).isEqualTo("fail");
      assertThat(end.path("response").asString()).contains("payload");
    }
    shop.attempts(kept, 1);
    assertThat(shop.receiver.received()).hasSize(2);
  }

  @Test
  void allContentsGoThoughTheServerIsStartedAgain() throws Exception {
    String endpoint = shop.webhook("");
    shop.receiver.answer(_ -> Answer.status(500));
    String failed = shop.message(secret());
    shop.attempts(failed, 1);
    String waiting = scheduled("");
    Shop other = new Shop(server);
    String others = other.message(secret());
    JsonNode task = shop.api().post(shop.path("/msg/expunge-all-contents"), "").require(200);
    assertThat(task.path("task").asString()).isEqualTo("application.purge_content");
    server.restart();
    Awaitility.await().atMost(Shop.SOON).until(() -> isGone(failed) && isGone(waiting));
    assertThat(shop.get("/msg").toString()).doesNotContain(shop.id);
    assertThat(other.get("/msg/" + others).at("/payload/secret").asString()).isEqualTo(shop.id);
    Awaitility.await().atMost(Shop.SOON).until(() -> onDisk() == 1);
    shop.receiver.answer(_ -> Answer.status(200));
    server.turn(Duration.ofHours(2));
    shop.attempts(failed, 2);
    shop.attempts(waiting, 1);
    assertThat(shop.receiver.received()).hasSize(1);
    String resend = "/msg/" + failed + "/endpoint/" + endpoint + "/resend";
    JsonNode refused = shop.api().post(shop.path(resend), "").require(400);
    assertThat(refused.path("code").asString()).isEqualTo("missing_payload");
    String later = shop.message("\"payload\":{\"n\":1}");
    assertThat(shop.received(2).getLast().messageId()).isEqualTo(later);
    other.close();
  }

  /** What the receiver says is what it was sent, so that it has to go as well. */
  private String repeated() throws Exception {
    shop.receiver.answer(request -> Answer.status(500, request.body().text()));
    String id =
        shop.message(
            secret() + ",\"headers\":{\"X-Secret\":\"%s\"},\"eventId\":\"one\"".formatted(shop.id));
    JsonNode attempt = shop.attempts(id, 1).getFirst();
    assertThat(attempt.path("response").asString()).contains(shop.id);
    assertThat(tables.holding(shop.id)).as("payload and answer").hasSizeGreaterThanOrEqualTo(2);
    return id;
  }

  /** The application is called so, too, and its entry in the audit log says so. */
  private void assertNoContentLeft() throws Exception {
    assertThat(tables.holding(shop.id))
        .allMatch(row ->
            row.startsWith("application ")
                || (row.startsWith("audit_entry ") && row.contains("POST /api/v1/app\"")));
  }

  @Test
  void ofOneMessageNothingIsLeftInAnyTable() throws Exception {
    shop.webhook("");
    String id = repeated();
    shop.api().delete(shop.path("/msg/one/content")).require(204);
    assertNoContentLeft();
    assertThat(isGone(id)).isTrue();
    assertThat(shop.attempts(id, 1).getFirst().path("response").asString()).isEqualTo("EXPUNGED");
    assertThat(shop.get("/msg/" + id).path("headers").isMissingNode()).isTrue();
  }

  @Test
  void ofAnApplicationNothingIsLeftInAnyTable() throws Exception {
    shop.webhook("");
    String id = repeated();
    shop.api().post(shop.path("/msg/expunge-all-contents"), "").require(200);
    Awaitility.await().atMost(Shop.SOON).until(() -> isGone(id));
    assertNoContentLeft();
  }

  /** What the application says bounds what each message says. */
  @Test
  void afterTheApplicationsDaysItIsNeitherShownNorSent() throws Exception {
    shop.webhook("");
    JsonNode app = shop.api().patch(shop.path(""), "{\"contentRetentionDays\":1}").require(200);
    assertThat(app.path("contentRetentionDays").asInt()).isEqualTo(1);
    shop.receiver.answer(_ -> Answer.status(500));
    String id = shop.message(secret() + ",\"payloadRetentionPeriod\":5");
    shop.attempts(id, 1);
    assertThat(isGone(id)).isFalse();
    int sent = shop.receiver.received().size();
    server.turn(Duration.ofHours(25));
    assertThat(isGone(id)).isTrue();
    shop.attempts(id, 2);
    assertThat(shop.receiver.received()).hasSize(sent);
    shop.api().patch(shop.path(""), "{\"contentRetentionDays\":null}").require(200);
    assertThat(shop.get("").has("contentRetentionDays")).isFalse();
  }
}
