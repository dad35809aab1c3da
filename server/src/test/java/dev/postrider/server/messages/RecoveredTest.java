package dev.postrider.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Deliveries that failed for good, and are recovered once the receiver works again. */
final class RecoveredTest {
  /** Two attempts. */
  private static final String POLICY =
      ",\"policy\":{\"retry\":{\"delays\":[\"10s\"],\"jitter\":0}}";

  private static TurnedServer server;
  private Shop shop;
  private Background background;
  private Instant opened;

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
    opened = server.now();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private String message() throws Exception {
    return shop.message("\"payload\":{}");
  }

  /** A message that has failed for good. */
  private String failed() throws Exception {
    shop.receiver.answer(_ -> Answer.status(500));
    String id = message();
    shop.attempts(id, 1);
    server.turn(Duration.ofSeconds(11));
    shop.attempts(id, 2);
    return id;
  }

  private int recover(String endpoint) throws Exception {
    return background.queued(endpoint, "recover", "{\"since\":\"" + opened + "\"}");
  }

  private String status(String message) throws Exception {
    return shop.get("/msg/" + message + "/endpoint").at("/data/0/statusText").asString();
  }

  private List<Integer> statuses(String message, int count) {
    return shop.attempts(message, count).stream()
        .map(attempt -> attempt.path("responseStatusCode").asInt())
        .toList();
  }

  @Test
  void whatFailedIsDeliveredAgainWithAllRetriesAndNothingElse() throws Exception {
    String endpoint = shop.webhook(POLICY);
    String fine = message();
    shop.attempts(fine, 1);
    String one = failed();
    String two = failed();
    String retried = message();
    shop.attempts(retried, 1);
    Set<String> once = ConcurrentHashMap.newKeySet();
    shop.receiver.answer(request -> Answer.status(once.add(request.messageId()) ? 500 : 200));
    assertThat(recover(endpoint)).isEqualTo(2);
    assertThat(status(one)).isEqualTo("sending");
    assertThat(recover(endpoint)).as("what waits is not taken twice").isZero();
    server.turn(Duration.ofMillis(1));
    assertThat(statuses(one, 3)).containsExactly(500, 500, 500);
    assertThat(statuses(two, 3)).containsExactly(500, 500, 500);
    server.turn(Duration.ofSeconds(11));
    assertThat(statuses(one, 4)).containsExactly(500, 500, 500, 200);
    assertThat(statuses(two, 4)).containsExactly(500, 500, 500, 200);
    assertThat(statuses(retried, 2)).hasSize(2);
    assertThat(statuses(fine, 1)).containsExactly(204);
    assertThat(status(one)).isEqualTo("success");
    assertThat(recover(endpoint)).as("the last retry has failed meanwhile").isEqualTo(1);
  }

  @Test
  void onlyTheStretchOfTimeCounts() throws Exception {
    String endpoint = shop.webhook(POLICY);
    failed();
    Instant since = server.now();
    String wanted = failed();
    Instant until = server.now();
    server.turn(Duration.ofSeconds(1));
    failed();
    shop.receiver.answer(_ -> Answer.status(200));
    String body = "{\"since\":\"%s\",\"until\":\"%s\"}".formatted(since, until);
    assertThat(background.queued(endpoint, "recover", body)).isEqualTo(1);
    server.turn(Duration.ofMillis(1));
    assertThat(shop.received(7).getLast().messageId()).isEqualTo(wanted);
    assertThat(statuses(wanted, 3)).containsExactly(500, 500, 200);
  }

  @Test
  void whatWasResentOrCancelledOrHasNoPayloadIsLeftAlone() throws Exception {
    String endpoint = shop.webhook(POLICY);
    String resent = failed();
    String expunged = failed();
    shop.receiver.answer(_ -> Answer.status(200));
    String path = "/msg/" + resent + "/endpoint/" + endpoint + "/resend";
    shop.api().post(shop.path(path), "").require(202);
    server.turn(Duration.ofMillis(1));
    shop.attempts(resent, 3);
    shop.api().delete(shop.path("/msg/" + expunged + "/content")).require(204);
    shop.receiver.answer(_ -> Answer.status(500));
    String cancelled = message();
    shop.attempts(cancelled, 1);
    shop.api().post(shop.path("/msg/" + cancelled + "/cancel"), "").require(200);
    assertThat(recover(endpoint)).isZero();
  }

  @Test
  void whatIsRecoveredSurvivesARestart() throws Exception {
    String endpoint = shop.webhook(POLICY);
    String id = failed();
    shop.receiver.answer(_ -> Answer.status(200));
    assertThat(recover(endpoint)).isEqualTo(1);
    server.restart();
    server.turn(Duration.ofMillis(1));
    assertThat(statuses(id, 3)).containsExactly(500, 500, 200);
    List<Received> all = shop.received(3);
    assertThat(all).extracting(Received::messageId).containsOnly(id);
  }

  @Test
  void nothingBeginsAtAnEndpointThatIsDisabled() throws Exception {
    String endpoint = shop.webhook(POLICY + ",\"disabled\":true");
    JsonNode refused =
        shop.api()
            .post(shop.path("/endpoint/" + endpoint + "/recover"), "{\"since\":\"" + opened + "\"}")
            .require(400);
    assertThat(refused.path("code").asString()).isEqualTo("endpoint_disabled");
  }
}
