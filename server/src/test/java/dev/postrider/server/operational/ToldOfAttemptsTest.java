package dev.postrider.server.operational;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is told of deliveries that fail, recover and are given up. */
final class ToldOfAttemptsTest {
  /** What is due in a second is due when that has passed. */
  private static final Duration SECOND = Duration.ofMillis(1_001);

  private static final String FIVE_RETRIES = retries("\"1s\",\"1s\",\"1s\",\"1s\",\"1s\"");

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
    desk.listen(
        ",\"filterTypes\":[\"message.attempt.failing\",\"message.attempt.recovered\",\"message.attempt.exhausted\"]");
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private static String retries(String delays) {
    return ",\"policy\":{\"retry\":{\"delays\":[" + delays + "],\"jitter\":0}}";
  }

  /** Turns the clock from attempt to attempt; all of them at last. */
  private List<JsonNode> attempted(String message, int count) {
    desk.attempts(message, 1);
    for (int i = 2; i <= count; i++) {
      server.turn(SECOND);
      desk.attempts(message, i);
    }
    return desk.attempts(message, count);
  }

  @Test
  void theFourthFailureIsToldAndThatItWorksAgain() throws Exception {
    desk.webhook(FIVE_RETRIES);
    desk.receiver.answer(_ -> Answer.status(500));
    String message = desk.message(",\"eventId\":\"order-1\"");
    JsonNode fourth = attempted(message, 4).getLast();
    JsonNode failing = desk.ofAttempt("message.attempt.failing", "\"order-1\"", fourth);
    assertThat(desk.told(1)).containsExactly(failing);
    desk.receiver.answer(_ -> Answer.status(200));
    server.turn(SECOND);
    JsonNode fifth = desk.attempts(message, 5).getLast();
    JsonNode recovered = desk.ofAttempt("message.attempt.recovered", "\"order-1\"", fifth);
    assertThat(fifth.path("responseStatusCode").asInt()).isEqualTo(200);
    assertThat(desk.told(2)).containsExactly(failing, recovered);
    assertThat(desk.received(2)).containsExactlyInAnyOrder(failing, recovered);
  }

  @Test
  void whatIsGivenUpIsToldAndWhatSucceedsBeforeIsNot() throws Exception {
    desk.webhook(retries("\"1s\""));
    String fine = desk.message("");
    desk.attempts(fine, 1);
    desk.receiver.answer(_ -> Answer.close());
    String message = desk.message("");
    JsonNode second = attempted(message, 2).getLast();
    assertThat(second.path("responseStatusCode").asInt()).isZero();
    JsonNode exhausted = desk.ofAttempt("message.attempt.exhausted", "null", second);
    assertThat(desk.told(1)).containsExactly(exhausted);
    assertThat(desk.received(1)).containsExactly(exhausted);
  }

  /** It fails as often as its webhook allows, and comes to its end beyond the fourth. */
  @Test
  void aDeliveryThatFailsToItsEndIsToldTwice() throws Exception {
    desk.webhook(FIVE_RETRIES);
    desk.receiver.answer(_ -> Answer.status(404));
    List<JsonNode> attempts = attempted(desk.message(""), 6);
    assertThat(desk.told(2))
        .containsExactly(
            desk.ofAttempt("message.attempt.failing", "null", attempts.get(3)),
            desk.ofAttempt("message.attempt.exhausted", "null", attempts.get(5)));
  }

  @Test
  void whatAPersonSendsOnceMoreIsNotTold() throws Exception {
    String webhook = desk.webhook(retries("\"1s\""));
    desk.receiver.answer(_ -> Answer.status(500));
    String message = desk.message("");
    attempted(message, 2);
    desk.told(1);
    String resend = "/msg/" + message + "/endpoint/" + webhook + "/resend";
    desk.api().post(desk.path(resend), "").require(202);
    server.turn(SECOND);
    desk.attempts(message, 3);
    String other = desk.message("");
    JsonNode last = attempted(other, 2).getLast();
    assertThat(desk.told(2).getLast())
        .isEqualTo(desk.ofAttempt("message.attempt.exhausted", "null", last));
  }
}
