package dev.postrider.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.attempt.Outcome;
import dev.postrider.message.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyTest {
  private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");

  private final RandomGenerator random = new SplittableRandom(1);

  private static Outcome answered(int status, @Nullable Duration retryAfter) {
    return new Outcome.Answered(status, retryAfter, Payload.EMPTY);
  }

  private Verdict judge(Outcome outcome, int attempts) {
    return Policy.STANDARD.judge(outcome, attempts, NOW, random);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 299})
  void everyTwoHundredIsSuccess(int status) {
    assertThat(judge(answered(status, null), 1)).isEqualTo(new Verdict.Delivered());
  }

  @ParameterizedTest
  @ValueSource(ints = {199, 301, 307, 400, 404, 429, 500, 503})
  void everythingElseIsTriedAgainAfterAboutFiveSeconds(int status) {
    assertThat(judge(answered(status, null), 1))
        .isInstanceOfSatisfying(
            Verdict.Retry.class,
            r -> assertThat(r.at()).isBetween(NOW.plusSeconds(4), NOW.plusSeconds(6)));
  }

  @Test
  void goneDisablesTheEndpoint() {
    assertThat(judge(answered(410, null), 1))
        .isInstanceOfSatisfying(Verdict.Discard.class, d -> assertThat(d.disable()).isTrue());
  }

  @Test
  void theTenthFailureIsTheLast() {
    var timeout = new Outcome.Unanswered(Outcome.Failure.TIMEOUT, "");
    assertThat(judge(timeout, 9)).isInstanceOf(Verdict.Retry.class);
    assertThat(judge(timeout, 10))
        .isEqualTo(new Verdict.Discard("no attempts left after 10", false));
  }

  @Test
  void retryAfterLengthensTheDelayWithinItsBound() {
    assertThat(judge(answered(503, Duration.ofMinutes(10)), 1))
        .isEqualTo(new Verdict.Retry(NOW.plus(Duration.ofMinutes(10))));
    assertThat(judge(answered(503, Duration.ofDays(9)), 1))
        .isEqualTo(new Verdict.Retry(NOW.plus(Policy.LONGEST_RETRY_AFTER)));
    assertThat(judge(answered(503, Duration.ofMillis(1)), 1))
        .isInstanceOfSatisfying(
            Verdict.Retry.class, r -> assertThat(r.at()).isAfter(NOW.plusSeconds(3)));
  }

  @Test
  void jitterSpreadsBothWaysAndNoFurther() {
    var schedule = new RetrySchedule(List.of(Duration.ofSeconds(100)), 0.2);
    List<Long> seconds =
        random
            .ints(1_000)
            .mapToObj(_ -> schedule.delayAfter(1, random).orElseThrow().toSeconds())
            .toList();
    assertThat(seconds).allMatch(s -> s >= 80 && s <= 120);
    assertThat(seconds).anyMatch(s -> s < 85).anyMatch(s -> s > 115);
    assertThat(schedule.delayAfter(2, random)).isEmpty();
  }

  @Test
  void aLaneHoldsOrLetsItsHeadStepAside() {
    assertThat(new LaneRule.Hold().releases(50)).isFalse();
    assertThat(new LaneRule.SkipAfter(3).releases(2)).isFalse();
    assertThat(new LaneRule.SkipAfter(3).releases(3)).isTrue();
  }

  @Test
  void impossibleRulesAreRefused() {
    assertThatThrownBy(() -> new LaneRule.SkipAfter(0)).hasMessageContaining("1 to 50");
    assertThatThrownBy(() -> new RetrySchedule(List.of(), 0.6)).hasMessageContaining("0.5");
    assertThatThrownBy(() -> new RetrySchedule(List.of(Duration.ofDays(8)), 0))
        .hasMessageContaining("7 days");
  }

  @ParameterizedTest
  @CsvSource({"120,120000", "1.5,1500", "0,0", "99999999999,31536000000"})
  void retryAfterInSeconds(String text, long millis) {
    assertThat(RetryAfter.parse(text, NOW)).contains(Duration.ofMillis(millis));
  }

  @Test
  void retryAfterAsADate() {
    assertThat(RetryAfter.parse("Mon, 04 May 2026 03:02:31 GMT", NOW))
        .contains(Duration.ofSeconds(30));
    assertThat(RetryAfter.parse("Mon, 04 May 2026 03:00:00 GMT", NOW)).contains(Duration.ZERO);
    assertThat(RetryAfter.parse("Monday, 04-May-26 03:02:31 GMT", NOW))
        .isEqualTo(RetryAfter.parse("Mon, 04 May 2026 03:02:31 GMT", NOW));
    assertThat(RetryAfter.parse("Mon May  4 03:02:31 2026", NOW))
        .isEqualTo(RetryAfter.parse("Mon, 04 May 2026 03:02:31 GMT", NOW));
    assertThat(RetryAfter.parse("Tuesday, 03-May-94 03:02:31 GMT", NOW)).contains(Duration.ZERO);
  }

  @Test
  void noDateIsFartherThanAYear() {
    assertThat(RetryAfter.parse("Fri, 31 Dec 9999 23:59:59 GMT", NOW))
        .contains(Duration.ofDays(365));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "-1",
        "1e",
        "NaN",
        "7d",
        "7f",
        "0x1p4",
        "1e3",
        "1.",
        "٣",
        "Mon, 99 May 2026 03:02:31 GMT"
      })
  void retryAfterThatIsNeither(String text) {
    assertThat(RetryAfter.parse(text, NOW)).isEqualTo(Optional.empty());
  }
}
