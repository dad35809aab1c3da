package dev.postrider.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When the retries come: the delay after each failed attempt, spread by jitter.
 *
 * @param delays delay before attempt 2, 3, …; as many retries as entries
 * @param jitter the share by which a delay is spread both ways, 0 to 0.5
 */
public record RetrySchedule(List<Duration> delays, double jitter) {

  /** Standard Webhooks 1.0: ten attempts over about three days, spread by 20 %. */
  public static final RetrySchedule STANDARD =
      new RetrySchedule(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30),
              Duration.ofHours(2),
              Duration.ofHours(5),
              Duration.ofHours(10),
              Duration.ofHours(14),
              Duration.ofHours(20),
              Duration.ofHours(24)),
          0.2);

  public RetrySchedule {
    delays = List.copyOf(delays);
    if (delays.size() > 50) {
      throw new IllegalArgumentException("retry delays: at most 50, not " + delays.size());
    }
    if (delays.stream().anyMatch(d -> d.isNegative() || d.compareTo(Duration.ofDays(7)) > 0)) {
      throw new IllegalArgumentException("retry delay: 0 s to 7 days, not " + delays);
    }
    if (!(jitter >= 0 && jitter <= 0.5)) {
      throw new IllegalArgumentException("retry jitter: 0 to 0.5, not " + jitter);
    }
  }

  /** How long to wait after the given number of failed attempts; empty when that was the last. */
  public Optional<Duration> delayAfter(int attempts, RandomGenerator random) {
    if (attempts > delays.size()) {
      return Optional.empty();
    }
    Duration delay = delays.get(attempts - 1);
    double spread = 1 + jitter * (2 * random.nextDouble() - 1);
    return Optional.of(Duration.ofMillis(Math.round(delay.toMillis() * spread)));
  }
}
