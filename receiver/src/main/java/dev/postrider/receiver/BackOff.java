package dev.postrider.receiver;

import java.time.Duration;

/**
 * Says how long a webhook rests after an attempt that failed: the first pause, each twice as long
 * as the one before, none longer than the longest; and how many attempts there are before it
 * becomes a dead letter.
 *
 * @param first more than zero
 * @param longest at least {@code first}, at most 30 days
 * @param attempts from 1
 */
public record BackOff(Duration first, Duration longest, int attempts) {

  private static final Duration BOUND = Duration.ofDays(30);

  /** One second at first, one hour at most, 15 attempts: about four hours in all. */
  public static final BackOff DEFAULT = new BackOff(Duration.ofSeconds(1), Duration.ofHours(1), 15);

  public BackOff {
    if (first.isNegative() || first.isZero()) {
      throw new IllegalArgumentException("back-off: the first pause is more than zero");
    }
    if (longest.compareTo(first) < 0 || longest.compareTo(BOUND) > 0) {
      throw new IllegalArgumentException(
          "back-off: the longest pause is between the first and 30 days");
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("back-off: at least one attempt");
    }
  }

  /** The pause after this attempt, which is one from 1 to {@code attempts - 1}. */
  Duration after(int attempt) {
    Duration pause = first;
    for (int i = 1; i < attempt && pause.compareTo(longest) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longest) < 0 ? pause : longest;
  }

  boolean last(int attempt) {
    return attempt >= attempts;
  }
}
