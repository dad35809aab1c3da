package dev.postrider.sender;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time for which no token is fetched for a client, because that has just failed: two seconds at
 * first, twice as long after each failure that follows, and a minute at most.
 *
 * @param why what is told of attempts meanwhile
 */
record TokenRest(AccessTokens.Found.Failed why, Instant since, Duration length) {
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** {@code before} is the rest after the failure before this one; null when there was none. */
  static TokenRest after(
      @Nullable TokenRest before, AccessTokens.Found.Failed failure, Instant now) {
    Duration twice = before == null ? FIRST : before.length.multipliedBy(2);
    return new TokenRest(failure, now, twice.compareTo(LONGEST) < 0 ? twice : LONGEST);
  }

  /** False also for a clock that was put back, which nobody should wait for. */
  boolean lasts(Instant now) {
    return !now.isBefore(since) && now.isBefore(since.plus(length));
  }
}
