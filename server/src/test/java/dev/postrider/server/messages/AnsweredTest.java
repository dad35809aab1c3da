package dev.postrider.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Answer;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What comes of a receiver's answer, over restarts too. */
final class AnsweredTest {
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

  private String webhook(String target) throws Exception {
    String url = shop.receiver.url("127.0.0.1", target);
    return shop.api()
        .post(shop.path("/endpoint"), "{\"url\":\"%s\"}".formatted(url))
        .require(201)
        .path("id")
        .asString();
  }

  @Test
  void whoeverHasItGetsItNoMoreWhenAnotherFails() throws Exception {
    webhook("/good");
    webhook("/bad");
    shop.receiver.answer(r -> Answer.status(r.target().equals("/bad") ? 500 : 200));
    String id = shop.message("\"payload\":{}");
    shop.attempts(id, 2);
    server.restart();
    server.turn(Duration.ofMinutes(1));
    shop.attempts(id, 3);
    server.restart();
    shop.receiver.answer(_ -> Answer.status(200));
    server.turn(Duration.ofMinutes(10));
    shop.attempts(id, 4);
    server.turn(Duration.ofDays(1));
    String last = shop.message("\"payload\":{}");
    shop.attempts(last, 2);
    assertThat(shop.receiver.received().stream().filter(r -> r.messageId().equals(id)))
        .extracting(r -> r.target())
        .containsExactlyInAnyOrder("/good", "/bad", "/bad", "/bad");
  }

  @Test
  void anAnswerWithNulIsKeptAsItCame() throws Exception {
    shop.webhook("");
    shop.receiver.answer(_ -> Answer.status(200, "a\0b"));
    String id = shop.message("\"payload\":{}");
    JsonNode attempt = shop.attempts(id, 1).getFirst();
    assertThat(attempt.path("statusText").asString()).isEqualTo("success");
    assertThat(List.of("a\0b", "YQBi")).contains(attempt.path("response").asString());
  }

  /** One message that is still retried is enough, and a restart forgets nothing. */
  @Test
  void whatFailsForLongIsDisabledThoughTheServerWasStartedAgain() throws Exception {
    String endpoint =
        shop.webhook(",\"policy\":{\"failing\":{\"action\":\"disable\",\"after\":\"10m\"}}");
    shop.receiver.answer(_ -> Answer.status(500));
    String id = shop.message("\"payload\":{}");
    shop.attempts(id, 1);
    server.turn(Duration.ofMinutes(1));
    Awaitility.await()
        .atMost(Shop.SOON)
        .until(() -> shop.get("/endpoint/" + endpoint).has("failingSince"));
    server.restart();
    assertThat(shop.get("/endpoint/" + endpoint).path("disabled").asBoolean()).isFalse();
    server.turn(Duration.ofMinutes(9));
    Awaitility.await()
        .atMost(Shop.SOON)
        .until(() -> shop.get("/endpoint/" + endpoint).path("disabled").asBoolean());
  }
}
