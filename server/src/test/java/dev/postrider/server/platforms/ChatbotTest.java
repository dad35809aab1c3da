package dev.postrider.server.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** mluvii's chatbot callbacks, by the numbers of their requirements. */
final class ChatbotTest extends PlatformTest {
  ChatbotTest() {
    super("mluvii-chatbot");
  }

  @Test
  void M_39_M_45_everyActivityArrivesByteForByte() throws Exception {
    assertThat(everySampleArrives()).hasSize(7);
  }

  @Test
  void M_40_only200IsAnAnswer() throws Exception {
    String webhook = customer.webhook();
    customer.receiver.answer(_ -> Answer.status(204));
    customer.sample("Ping");
    assertThat(customer.attempts(webhook, 1).getFirst().path("statusText").asString())
        .isNotEqualTo("success");
  }

  @Test
  void M_40_anAnswerAfterTwoSecondsIsAFailure() throws Exception {
    String webhook = customer.webhook();
    customer.receiver.answer(_ ->
        wire -> {
          wire.pause(Duration.ofMillis(2_200));
          Answer.status(200).write(wire);
        });
    customer.sample("Ping");
    var attempt = customer.attempts(webhook, 1).getFirst();
    assertThat(attempt.path("statusText").asString()).isNotEqualTo("success");
    assertThat(attempt.path("responseDurationMs").asInt()).isGreaterThanOrEqualTo(1_900);
    assertThat(customer.timeout(webhook)).isEqualTo("2s");
  }

  @Test
  void M_41_isDisabledAfterAQuarterOfAnHourOfFailure() throws Exception {
    String webhook = customer.webhook();
    customer.receiver.answer(_ -> Answer.status(500));
    customer.sample("Ping");
    customer.attempts(webhook, 1);
    server.turn(Duration.ofSeconds(61));
    Awaitility.await()
        .atMost(Customer.SOON)
        .until(() -> customer.endpoint(webhook).has("failingSince"));
    server.turn(Duration.ofMinutes(13));
    assertThat(customer.endpoint(webhook).path("disabled").asBoolean()).isFalse();
    server.turn(Duration.ofMinutes(2));
    assertThat(customer.endpoint(webhook).path("disabled").asBoolean()).isTrue();
    assertThat(customer.exists(webhook)).isTrue();
    customer.sample("Text");
    customer.webhookAt(customer.receiver.url("127.0.0.1", "/witness"));
    customer.sample("ConversationStarted");
    Awaitility.await()
        .atMost(Customer.SOON)
        .until(() ->
            customer.receiver.received().stream().anyMatch(r -> r.target().equals("/witness")));
    assertThat(customer.receiver.received())
        .as("nothing goes to the one that is unsubscribed")
        .noneMatch(r -> r.target().equals("/hook") && !r.body().text().contains("Ping"));
  }

  @Test
  void M_42_pingIsAnsweredWith200() throws Exception {
    String webhook = customer.webhook();
    customer.receiver.answer(_ -> Answer.status(200));
    customer.sample("Ping");
    assertThat(customer.attempts(webhook, 1).getFirst().path("statusText").asString())
        .isEqualTo("success");
  }

  @Test
  void M_43_accessTokenInThePathOrBasicInTheUrl() throws Exception {
    customer.webhookAt(customer.receiver.url("127.0.0.1", "/api/access_token=TOKEN"));
    customer.webhookAt("http://bot:pass@127.0.0.1:" + customer.receiver.port() + "/basic");
    customer.sample("Ping");
    List<Received> received = customer.received(2);
    assertThat(received.stream().map(Received::target))
        .containsExactlyInAnyOrder("/api/access_token=TOKEN", "/basic");
    assertThat(
            received.stream()
                .filter(r -> r.target().equals("/basic"))
                .findFirst()
                .orElseThrow()
                .header("Authorization"))
        .hasValue("Basic Ym90OnBhc3M=");
  }
}
