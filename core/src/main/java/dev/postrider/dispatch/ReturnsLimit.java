package dev.postrider.dispatch;

import java.time.Duration;
import java.time.Instant;

/**
 * How many attempts of what has come back from disk may be under way: half of all, and fewer while
 * attempts stand in line for a processor. More of them would be no faster then, and everybody's
 * accepts and attempts would stand in the same line.
 *
 * <p>As CoDel (RFC 8289) tells a burst from a standing queue: by the shortest wait of an interval.
 * Less by a quarter for each interval with a standing queue, and a little more for each without.
 */
final class ReturnsLimit {
  private static final Duration STANDING = Duration.ofMillis(5);
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final int most;
  private final int least;
  private int limit;
  private Instant end = Instant.MIN;
  private Duration shortest = Duration.ZERO;

  /** {@code attempts}: how many may be under way in all. */
  ReturnsLimit(int attempts) {
    this.most = attempts / 2;
    this.least = Math.max(1, attempts / 32);
    this.limit = most;
  }

  int limit() {
    return limit;
  }

  /** An attempt, of any kind, began so long after its slot had been given out. */
  void waited(Duration wait, Instant now) {
    if (now.isBefore(end)) {
      shortest = wait.compareTo(shortest) < 0 ? wait : shortest;
      return;
    }
    limit =
        shortest.compareTo(STANDING) > 0
            ? Math.max(least, limit - Math.ceilDiv(limit, 4))
            : Math.min(most, limit + Math.ceilDiv(most, 32));
    end = now.plus(INTERVAL);
    shortest = wait;
  }
}
