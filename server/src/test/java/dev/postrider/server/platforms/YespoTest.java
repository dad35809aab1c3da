package dev.postrider.server.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Yespo's App Inbox webhook, by the numbers of its requirements. */
final class YespoTest extends PlatformTest {
  YespoTest() {
    super("yespo");
  }

  @Test
  void Y_1_Y_6_Y_7_everyMessageIsSentAsItIs() throws Exception {
    customer.webhook();
    byte[] plain = customer.anew("app-inbox-message");
    byte[] custom = customer.anew("app-inbox-message-with-customData");
    assertThat(customer.received(2).stream().map(r -> r.body().text()))
        .containsExactlyInAnyOrder(
            new String(plain, StandardCharsets.UTF_8), new String(custom, StandardCharsets.UTF_8));
  }

  @Test
  void Y_2_aMessageWithoutExternalCustomerIdIsRefusedByName() throws Exception {
    customer.webhook();
    String body =
        new String(customer.bytes("app-inbox-message"), StandardCharsets.UTF_8)
            .replace("externalCustomerId", "someOtherId");
    var answer = customer.publish(body.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().toString()).contains("externalCustomerId");
    assertThat(customer.api().all(customer.path("/msg"))).isEmpty();
  }

  @Test
  void Y_5_deliveriesArePostsWithBasicWhereItIsConfigured() throws Exception {
    customer.webhookAt("http://user:secret@127.0.0.1:" + customer.receiver.port() + "/hook");
    customer.anew("app-inbox-message");
    Received request = customer.received(1).getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.header("Authorization")).hasValue("Basic dXNlcjpzZWNyZXQ=");
  }

  @Test
  void Y_8_200IsTheEndOfIt() throws Exception {
    String webhook = customer.webhook();
    customer.receiver.answer(_ -> Answer.status(200));
    customer.anew("app-inbox-message");
    customer.attempts(webhook, 1);
    server.turn(Duration.ofDays(2));
    customer.anew("app-inbox-message-with-customData");
    assertThat(customer.attempts(webhook, 2)).hasSize(2);
  }

  /** Y-9 401, Y-10 429, Y-12 500, 502 and 503; other 5xx as the reading has it. */
  @ParameterizedTest
  @ValueSource(ints = {401, 429, 500, 502, 503, 504})
  void Y_9_Y_10_Y_12_isRetried(int status) throws Exception {
    String webhook = customer.webhook();
    customer.receiver.answer(_ -> Answer.status(status));
    customer.anew("app-inbox-message");
    customer.attempts(webhook, 1);
    customer.receiver.answer(_ -> Answer.status(200));
    server.turn(Duration.ofMinutes(1));
    assertThat(customer.attempts(webhook, 2).getLast().path("statusText").asString())
        .isEqualTo("success");
  }

  /** Y-11 400; the other statuses as the reading has it. */
  @ParameterizedTest
  @ValueSource(ints = {400, 301, 403, 404, 410, 413})
  void Y_11_isNotRetriedAndTheNextMessageIsSent(int status) throws Exception {
    String webhook = customer.webhook();
    customer.receiver.answer(_ -> Answer.status(status));
    customer.anew("app-inbox-message");
    customer.attempts(webhook, 1);
    server.turn(Duration.ofDays(2));
    customer.receiver.answer(_ -> Answer.status(200));
    customer.anew("app-inbox-message-with-customData");
    assertThat(customer.attempts(webhook, 2)).hasSize(2);
  }

  @Test
  void Y_10_retryAfterIsHonoured() throws Exception {
    String webhook = customer.webhook();
    customer.receiver.answer(_ -> Answer.retryAfter(429, "1800"));
    customer.anew("app-inbox-message");
    customer.attempts(webhook, 1);
    customer.receiver.answer(_ -> Answer.status(200));
    server.turn(Duration.ofMinutes(29));
    customer.anew("app-inbox-message-with-customData");
    server.turn(Duration.ofSeconds(30));
    assertThat(customer.receiver.received()).hasSize(1);
    server.turn(Duration.ofMinutes(1));
    customer.received(2);
    server.turn(Duration.ofMinutes(1));
    assertThat(customer.attempts(webhook, 3)).hasSize(3);
  }
}
