package dev.postrider.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.dispatch.DispatchListener;
import dev.postrider.log.Appended;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.record.Entry;
import dev.postrider.testkit.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-11-21T12:00:00Z"));
  private final Metrics metrics = new Metrics();

  @Test
  void countsMessagesAndAttempts() throws InterruptedException {
    try (var attempts = new Attempts(clock, metrics::counting, metrics)) {
      metrics.watch(attempts.dispatch);
      attempts.attempt(new Outcome.Answered(204, null, Payload.EMPTY));
      attempts.attempt(new Outcome.Answered(200, null, Payload.EMPTY));
      attempts.attempt(new Outcome.Answered(500, null, Payload.EMPTY));
      attempts.attempt(new Outcome.Unanswered(Outcome.Failure.TIMEOUT, "no answer"));
      attempts.attempt(new Outcome.Answered(410, null, Payload.EMPTY));
      attempts.memory.refuse(Optional.of(new Appended.Unavailable("full", Duration.ofSeconds(1))));
      attempts.append();
      // The dispatcher shows its numbers a moment after the listener heard.
      Awaitility.await()
          .untilAsserted(() ->
              assertThat(metrics.scrape().lines())
                  .contains(
                      "postrider_accepted_total 5.0",
                      "postrider_refused_total 1.0",
                      "postrider_delivered_total 2.0",
                      "postrider_failed_total 3.0",
                      "postrider_discarded_total 1.0",
                      "postrider_in_flight 0.0",
                      "postrider_parked 2.0",
                      "postrider_dispatch_queue 0.0",
                      "postrider_latency_seconds_count 2",
                      "postrider_latency_seconds_sum 0.06",
                      "postrider_latency_seconds_bucket{le=\"0.02\"} 0",
                      "postrider_latency_seconds_bucket{le=\"0.05\"} 2"));
      assertThat(metrics.scrape())
          .as("five deliveries whose records nobody commits here")
          .containsPattern("postrider_dispatch_bytes [1-9]");
    }
  }

  @Test
  void showsWhatOthersCount() {
    AtomicLong shed = new AtomicLong();
    metrics.count("shed", "Requests that were too much", shed::get);
    shed.set(7);
    assertThat(metrics.scrape().lines())
        .contains("# TYPE postrider_shed_total counter", "postrider_shed_total 7.0");
  }

  @Test
  void aClockThatWasSetBackMakesNoTimeNegative() throws InterruptedException {
    DispatchListener early =
        (delivery, attempted, verdict) ->
            metrics.judged(
                delivery,
                new Attempted(
                    attempted.url(),
                    attempted.started().minusSeconds(60),
                    attempted.took(),
                    attempted.outcome()),
                verdict);
    try (var attempts = new Attempts(clock, metrics::counting, early)) {
      attempts.attempt(new Outcome.Answered(204, null, Payload.EMPTY));
    }
    assertThat(metrics.scrape().lines())
        .contains("postrider_latency_seconds_count 1", "postrider_latency_seconds_sum 0.0");
  }

  @Test
  void countsWhatTheJournalDoes() {
    metrics.committed(3, 4, 100, Duration.ofMillis(15));
    metrics.committed(5, 6, 200, Duration.ofMillis(30));
    assertThat(metrics.scrape().lines())
        .contains(
            "postrider_journal_batch_count 2",
            "postrider_journal_batch_sum 8.0",
            "postrider_journal_commit_seconds_count 2",
            "postrider_journal_commit_seconds_sum 0.045",
            "postrider_database_up 1.0");
    metrics.outage("away");
    assertThat(metrics.scrape().lines()).contains("postrider_database_up 0.0");
    metrics.recovered(Duration.ofSeconds(1));
    assertThat(metrics.scrape().lines()).contains("postrider_database_up 1.0");
  }

  @Test
  void countsWhatIsGivenUpWithoutAnAttempt() {
    Keys keys = new Keys(clock, 0);
    for (Entry.State state : Entry.State.values()) {
      metrics.settled(
          new Entry(
              1,
              new EndpointId(keys.next()),
              new MessageId(keys.next()),
              new ApplicationId(keys.next()),
              1,
              false,
              null,
              state,
              "its payload is gone",
              new Entry.ParkedChange.Remove()));
    }
    assertThat(metrics.scrape().lines())
        .contains("postrider_discarded_total 1.0", "postrider_failed_total 0.0");
  }

  @Test
  void countsFaults() {
    metrics.fault();
    assertThat(metrics.scrape().lines()).contains("postrider_faults_total 1.0");
  }
}
