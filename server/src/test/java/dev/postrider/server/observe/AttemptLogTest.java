package dev.postrider.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Endpoint;
import dev.postrider.message.Payload;
import dev.postrider.testkit.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class AttemptLogTest {
  private static final Outcome DELIVERED = new Outcome.Answered(204, null, Payload.EMPTY);
  private static final Outcome FAILED = new Outcome.Answered(500, null, Payload.EMPTY);

  private final Logger logger = (Logger) LoggerFactory.getLogger(AttemptLog.class);
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-11-21T12:00:00Z"));
  private final AtomicInteger counted = new AtomicInteger();

  @BeforeEach
  void listen() {
    appender.start();
    logger.addAppender(appender);
    logger.setAdditive(false);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(appender);
    logger.setAdditive(true);
  }

  @Test
  void aFailedAttemptIsOneLineAndASuccessNone() throws InterruptedException {
    try (Attempts attempts = attempts()) {
      attempts.attempt(DELIVERED);
      assertThat(lines()).isEmpty();
      Endpoint failing = attempts.attempt(FAILED);
      assertThat(lines())
          .singleElement()
          .asString()
          .startsWith("attempt 1 of msg_")
          .contains(" to " + failing.id() + " failed: status 500; next at 2026-11-21T12:00:");
      attempts.attempt(new Outcome.Unanswered(Outcome.Failure.TLS, "the certificate is expired"));
      attempts.attempt(new Outcome.Answered(410, null, Payload.of("hush")));
      assertThat(lines()).hasSize(3);
      assertThat(lines().get(1)).contains("failed: TLS, the certificate is expired; next at ");
      assertThat(lines().get(2))
          .contains("failed: status 410; given up: the receiver answered 410");
      assertThat(counted).hasValue(4);
      assertThat(String.join("\n", lines())).doesNotContain("hush", "token", "example.com");
    }
  }

  @Test
  void aHundredLinesASecondAreEnough() throws InterruptedException {
    try (Attempts attempts = attempts()) {
      for (int n = 0; n < 103; n++) {
        attempts.attempt(FAILED);
      }
      assertThat(lines()).hasSize(100);
      clock.turn(Duration.ofSeconds(1));
      attempts.attempt(FAILED);
      assertThat(lines()).hasSize(102);
      assertThat(lines().get(100)).isEqualTo("3 more failed attempts within that second");
      assertThat(counted).hasValue(104);
    }
  }

  private Attempts attempts() {
    return new Attempts(
        clock,
        UnaryOperator.identity(),
        new AttemptLog(clock, (_, _, _) -> counted.incrementAndGet()));
  }

  private List<String> lines() {
    return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
