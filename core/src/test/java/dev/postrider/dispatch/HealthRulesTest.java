package dev.postrider.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.dispatch.DispatchConfig.HealthConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The way of an endpoint from healthy over failing and probing back to healthy, by a hand-driven
 * clock.
 */
final class HealthRulesTest {
  private static final Instant START = Instant.parse("2026-05-04T03:02:01Z");

  private final HealthRules rules = rules(0);
  private Instant now = START;

  /** Where chance always says this, from 0 to below 1. */
  private static HealthRules rules(double chance) {
    return new HealthRules(HealthConfig.DEFAULT, () -> (long) (chance * 0x1p64));
  }

  private Health failing() {
    return failing(rules);
  }

  private Health failing(HealthRules rules) {
    Health health = Health.WELL;
    for (int i = 0; i < 10; i++) {
      assertThat(rules.permits(health, now)).isTrue();
      health = rules.failed(health, now, null);
    }
    return health;
  }

  @Test
  void tenFailuresInARowPauseIt() {
    Health health = failing();
    assertThat(rules.permits(health, now)).isFalse();
    assertThat(rules.wakeAt(health)).contains(START.plusSeconds(5));
  }

  @Test
  void chanceShortensThePauseByUpToAHalf() {
    HealthRules other = rules(0.4);
    Health health = failing(other);
    assertThat(waitOf(other, health)).isCloseTo(Duration.ofSeconds(4), Duration.ofMillis(1));
    health = other.failed(other.sent(health), now, null);
    assertThat(waitOf(other, health))
        .as("the next is twice the whole pause, shortened by itself")
        .isCloseTo(Duration.ofSeconds(8), Duration.ofMillis(1));
  }

  @Test
  void whoeverFailedTogetherIsNotProbedTogether() {
    HealthRules chance = new HealthRules(HealthConfig.DEFAULT, new SplittableRandom(7));
    int[] inQuarter = new int[4];
    for (int endpoint = 0; endpoint < 1_000; endpoint++) {
      Health health = new Health.Probing(Duration.ofMinutes(1), null);
      long wait = waitOf(chance, chance.failed(health, now, null)).toMillis();
      assertThat(wait).isBetween(30_000L, 60_000L);
      inQuarter[(int) Math.min(3, (wait - 30_000) / 7_500)]++;
    }
    for (int probes : inQuarter) {
      assertThat(probes).isGreaterThan(200);
    }
  }

  private Duration waitOf(HealthRules rules, Health health) {
    return Duration.between(now, rules.wakeAt(health).orElseThrow());
  }

  @Test
  void oneSuccessForgivesNineFailures() {
    Health health = new Health.Healthy(9);
    assertThat(rules.succeeded(health, now)).isEqualTo(Health.WELL);
  }

  @Test
  void afterThePauseOneProbeGoesOutAndNoMore() {
    Health health = failing();
    now = START.plusSeconds(5);
    assertThat(rules.permits(health, now)).isTrue();
    health = rules.sent(health);
    assertThat(health).isInstanceOf(Health.Probing.class);
    assertThat(rules.permits(health, now)).isFalse();
  }

  @Test
  void failedProbesDoubleThePauseUpToAMinute() {
    Health health = failing();
    for (int seconds : new int[] {10, 20, 40, 60, 60}) {
      now = now.plus(Duration.ofHours(1));
      health = rules.failed(rules.sent(health), now, null);
      assertThat(rules.wakeAt(health)).contains(now.plusSeconds(seconds));
    }
  }

  @Test
  void aSuccessfulProbeStartsAGrowingRate() {
    now = START.plusSeconds(5);
    Health health = rules.succeeded(rules.sent(failing()), now);
    int[] sent = new int[4];
    for (int second = 0; second < 4; second++) {
      Instant end = START.plusSeconds(6 + second);
      for (now = START.plusSeconds(5 + second); now.isBefore(end); now = now.plusMillis(1)) {
        while (rules.permits(health, now)) {
          health = rules.succeeded(rules.sent(health), now);
          sent[second]++;
        }
      }
    }
    assertThat(sent[0]).isBetween(10, 20);
    for (int second = 1; second < 4; second++) {
      assertThat((double) sent[second] / sent[second - 1]).isBetween(1.7, 2.3);
    }
  }

  @Test
  void theRampEndsInHealth() {
    Health health = new Health.Ramping(START, 1_000, 0);
    assertThat(rules.succeeded(health, START.plusSeconds(5))).isInstanceOf(Health.Ramping.class);
    assertThat(rules.succeeded(health, START.plusSeconds(10))).isEqualTo(Health.WELL);
  }

  @Test
  void failuresDuringTheRampPauseAgain() {
    Health health = new Health.Ramping(START, 5, 0);
    health = rules.failed(health, now, null);
    health = rules.failed(health, now, null);
    assertThat(health).isInstanceOf(Health.Ramping.class);
    assertThat(rules.failed(health, now, null)).isInstanceOf(Health.Open.class);
  }

  private Instant in(int seconds) {
    return now.plusSeconds(seconds);
  }

  @Test
  void aReceiverThatAsksForTimeGetsItAtOnce() {
    Health health = rules.failed(Health.WELL, now, in(30));
    assertThat(rules.permits(health, in(29))).isFalse();
    assertThat(rules.permits(health, in(30))).isTrue();
    assertThat(rules.succeeded(health, now)).as("a late success does not end it").isEqualTo(health);
    Health shorter = rules.failed(health, now, in(1));
    assertThat(shorter).as("a shorter wish does not shorten it").isEqualTo(health);
    Health longer = rules.failed(health, now, in(60));
    assertThat(rules.wakeAt(longer)).as("a longer one prolongs it").contains(in(60));
  }

  /** Five seconds of our own, of which the receiver asks for three. */
  @Test
  void aWishWithinALongerPauseIsKept() {
    Health health = rules.failed(failing(), now, in(3));
    assertThat(rules.wakeAt(health)).as("the pause is not shortened").contains(in(5));
    Health late = rules.succeeded(health, in(1));
    assertThat(rules.permits(late, in(2)))
        .as("a late success does not end what it asked")
        .isFalse();
    assertThat(rules.permits(late, in(3))).isTrue();
    assertThat(rules.permits(rules.succeeded(health, in(4)), in(4)))
        .as("after that, a success ends the pause")
        .isTrue();
  }

  @Test
  void aWishDoesNotMakeTheNextPauseShorter() {
    Health health = failing();
    for (int i = 0; i < 3; i++) {
      health = rules.failed(rules.sent(health), now, null);
    }
    assertThat(waitOf(rules, health)).hasSeconds(40);
    health = rules.failed(rules.sent(rules.failed(health, now, in(50))), now, null);
    assertThat(waitOf(rules, health)).hasSeconds(60);
  }

  @Test
  void aWishThatComesWhileTheProbeIsOutHoldsWhateverBecomesOfIt() {
    Health probing = rules.asked(rules.sent(failing()), in(100));
    assertThat(rules.permits(probing, in(101))).as("one probe at a time").isFalse();
    assertThat(rules.wakeAt(rules.succeeded(probing, in(1)))).contains(in(100));
    assertThat(rules.wakeAt(rules.failed(probing, in(1), null))).contains(in(100));
    assertThat(rules.wakeAt(rules.failed(probing, in(1), in(2)))).contains(in(100));
    assertThat(rules.wakeAt(rules.rest(probing, in(1)))).contains(in(100));
  }
}
