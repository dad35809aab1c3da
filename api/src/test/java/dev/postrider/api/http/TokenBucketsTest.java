package dev.postrider.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TokenBucketsTest {
  private static final Duration TAKEN = Duration.ZERO;

  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final TokenBuckets buckets = new TokenBuckets(new CallerRate(4, 3), clock);

  @Test
  void aRestFillsTheBucketAndNoMore() {
    for (int day = 0; day < 2; day++) {
      for (int i = 0; i < 3; i++) {
        assertThat(buckets.take("a")).isEqualTo(TAKEN);
      }
      assertThat(buckets.take("a")).isEqualTo(Duration.ofMillis(250));
      clock.turn(Duration.ofDays(1));
    }
  }

  @Test
  void tokensComeBackOneByOne() {
    takeAll("a");
    clock.turn(Duration.ofMillis(249));
    assertThat(buckets.take("a")).isEqualTo(Duration.ofMillis(1));
    clock.turn(Duration.ofMillis(1));
    assertThat(buckets.take("a")).isEqualTo(TAKEN);
    assertThat(buckets.take("a")).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void eachCallerHasABucketOfHisOwn() {
    takeAll("a");
    assertThat(buckets.take("b")).isEqualTo(TAKEN);
  }

  @Test
  void aClockThatIsSetBackLocksNobodyOut() {
    takeAll("a");
    clock.turn(Duration.ofHours(-1));
    assertThat(buckets.take("a")).isEqualTo(TAKEN);
  }

  @Test
  void soManyCallersAreRememberedAndNoMore() {
    for (int i = 0; i < 2 * TokenBuckets.MOST; i++) {
      buckets.take("caller " + i);
    }
    assertThat(buckets.remembered()).isLessThanOrEqualTo(TokenBuckets.MOST);
    assertThat(buckets.take("another")).isEqualTo(TAKEN);
  }

  private void takeAll(String caller) {
    for (int i = 0; i < 3; i++) {
      assertThat(buckets.take(caller)).isEqualTo(TAKEN);
    }
    assertThat(buckets.take(caller)).isPositive();
  }
}
