package dev.postrider.server.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Qikchat's callbacks, by the numbers of its requirements. */
final class QikchatTest extends PlatformTest {
  QikchatTest() {
    super("qikchat");
  }

  @Test
  void Q_1_anEventIsPostedToTheUrl() throws Exception {
    customer.webhook();
    byte[] body = customer.sample("message-text");
    Received request = customer.received(1).getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.body().bytes()).isEqualTo(body);
  }

  @Test
  void Q_2_Q_18_Q_19_Q_20_everyMessageAndStatusArrivesByteForByte() throws Exception {
    assertThat(everySampleArrives()).hasSize(15);
  }

  @Test
  void Q_3_only200Acknowledges() throws Exception {
    String webhook = customer.webhook();
    customer.receiver.answer(_ -> Answer.status(202));
    customer.sample("message-text");
    assertThat(customer.attempts(webhook, 1).getFirst().path("statusText").asString())
        .isNotEqualTo("success");
    customer.receiver.answer(_ -> Answer.status(200));
    server.turn(Duration.ofMinutes(1));
    assertThat(customer.attempts(webhook, 2).getLast().path("statusText").asString())
        .isEqualTo("success");
  }

  @Test
  void Q_4_anAnswerAfterTwoSecondsIsAFailure() throws Exception {
    String webhook = customer.webhook();
    customer.receiver.answer(_ ->
        wire -> {
          wire.pause(Duration.ofMillis(2_200));
          Answer.status(200).write(wire);
        });
    customer.sample("message-text");
    var attempt = customer.attempts(webhook, 1).getFirst();
    assertThat(attempt.path("statusText").asString()).isNotEqualTo("success");
    assertThat(attempt.path("responseStatusCode").asInt()).isZero();
    assertThat(attempt.path("responseDurationMs").asInt()).isGreaterThanOrEqualTo(1_900);
    assertThat(customer.timeout(webhook)).isEqualTo("2s");
  }

  @Test
  void Q_5_Q_6_oneSentMessageLeadsToItsCallbacksInParallel() throws Exception {
    customer.webhook();
    CountDownLatch together = new CountDownLatch(3);
    customer.receiver.answer(_ ->
        wire -> {
          together.countDown();
          together.await(Customer.SOON.toSeconds(), TimeUnit.SECONDS);
          Answer.status(200).write(wire);
        });
    for (String status : new String[] {"status-sent", "status-delivered", "status-read"}) {
      customer.sample(status);
    }
    customer.received(3);
    assertThat(together.await(Customer.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void Q_7_Q_9_theUrlIsSetUpdatedAndRemoved() throws Exception {
    String webhook = customer.webhook();
    customer.sample("message-text");
    customer.received(1);
    String moved = customer.receiver.url("127.0.0.1", "/moved");
    customer
        .api()
        .patch(customer.path("/endpoint/" + webhook), "{\"url\":\"%s\"}".formatted(moved))
        .require(200);
    customer.sample("message-image");
    assertThat(customer.received(2).getLast().target()).isEqualTo("/moved");
    assertThat(customer.api().delete(customer.path("/endpoint/" + webhook)).status())
        .isEqualTo(204);
    customer.sample("message-audio");
    customer.webhookAt(customer.receiver.url("127.0.0.1", "/new"));
    customer.sample("message-video");
    assertThat(customer.received(3).getLast().target()).isEqualTo("/new");
  }

  @Test
  void Q_8_userAndPasswordBecomeBasicAuthorization() throws Exception {
    customer.webhookAt("http://testuser:testpass@127.0.0.1:" + customer.receiver.port() + "/hook");
    customer.sample("message-text");
    assertThat(customer.received(1).getFirst().header("Authorization"))
        .hasValue("Basic dGVzdHVzZXI6dGVzdHBhc3M=");
  }
}
