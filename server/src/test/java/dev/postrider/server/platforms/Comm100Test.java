package dev.postrider.server.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comm100's events and their delivery, by the numbers of its requirements. */
final class Comm100Test extends PlatformTest {
  Comm100Test() {
    super("comm100");
  }

  @Test
  void C_11_httpAndHttpsAreAccepted() throws Exception {
    assertThat(customer.register("{\"url\":\"http://example.com/\"}").status()).isEqualTo(201);
    assertThat(customer.register("{\"url\":\"https://example.com/\"}").status()).isEqualTo(201);
  }

  @Test
  void C_18_everyEventArrivesByteForByte() throws Exception {
    assertThat(everySampleArrives())
        .hasSize(14)
        .allMatch(
            r -> r.header("Content-Type").orElse("").equals("application/json; charset=utf-8"));
  }

  /** C-3, C-19 and C-20: a webhook names the event as the REST API does, the body otherwise. */
  @ParameterizedTest
  @CsvSource({
    "offlineMessageIsSubmitted,offline_message_submitted",
    "chatStarts,chat_started",
    "chatEnds,chat_ended",
    "chatIsWrappedUp,chat_wrapped_up",
    "agentStatusChanges,agent_status_login",
    "chatIsRequested,chat_requested",
    "chatIsTransferred,chat_transferred"
  })
  void C_3_C_19_C_20_aWebhookGetsItsEventAlone(String event, String sample) throws Exception {
    customer.webhook(event);
    customer.webhookAt(customer.receiver.url("127.0.0.1", "/all"));
    for (String name : Samples.of("comm100")) {
      if (!name.equals(sample)) {
        customer.sample(name);
      }
    }
    byte[] body = customer.sample(sample);
    List<String> names = Samples.of("comm100");
    long wanted =
        event.equals("agentStatusChanges")
            ? names.stream().filter(name -> name.startsWith("agent_status_")).count()
            : 1;
    List<Received> received = customer.received((int) (names.size() + wanted));
    List<Received> own = received.stream().filter(r -> r.target().equals("/hook")).toList();
    assertThat(own).hasSize((int) wanted);
    assertThat(own.stream().map(r -> r.body().text()))
        .contains(new String(body, StandardCharsets.UTF_8))
        .allMatch(text -> event.equals("agentStatusChanges") == text.contains("operator_id"));
  }

  @Test
  void C_23_datesAreMillisecondsInTheirOwnForm() throws Exception {
    String started = new String(customer.bytes("chat_started"), StandardCharsets.UTF_8);
    assertThat(started).contains("/Date(");
    customer.refused(started.replace("/Date(", "/Day("), "visit_time");
  }

  @Test
  void C_24_aVisitorsStatusIsANumberFrom0To11() throws Exception {
    String started = new String(customer.bytes("chat_started"), StandardCharsets.UTF_8);
    String wrong = started.replaceAll("\"status\" *: *2", "\"status\": 12");
    assertThat(wrong).isNotEqualTo(started);
    customer.refused(wrong, "status");
  }

  @ParameterizedTest
  @CsvSource({"online", "away", "login", "logout"})
  void C_21_C_22_anAgentsStatusIsTheEvent(String status) throws Exception {
    customer.webhook("agentStatusChanges");
    byte[] now = customer.sample("agent_status_" + status);
    byte[] before = customer.sample("agent_status_" + status + "_pre_x2");
    assertThat(customer.received(2).stream().map(r -> r.body().text()))
        .containsExactlyInAnyOrder(
            new String(now, StandardCharsets.UTF_8), new String(before, StandardCharsets.UTF_8));
  }

  @Test
  void C_26_isRepostedAtOnceThenAfter1m10m1hAndThreeDaysAndThenStops() throws Exception {
    String webhook = customer.webhook();
    customer.receiver.answer(_ -> Answer.status(500));
    customer.sample("chat_started");
    customer.attempts(webhook, 1);
    server.turn(Duration.ofMillis(1));
    customer.attempts(webhook, 2);
    int attempts = 2;
    for (Duration delay :
        List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(24),
            Duration.ofHours(24),
            Duration.ofHours(24))) {
      server.turn(delay.minusSeconds(2));
      assertThat(customer.receiver.received()).hasSize(attempts);
      server.turn(Duration.ofSeconds(3));
      attempts++;
      customer.attempts(webhook, attempts);
    }
    assertThat(attempts).isEqualTo(8);
    server.turn(Duration.ofDays(10));
    customer.receiver.answer(_ -> Answer.status(200));
    customer.sample("chat_ended");
    assertThat(customer.attempts(webhook, 9)).hasSize(9);
  }
}
