package dev.postrider.api.inspect;

import dev.postrider.api.http.Query;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stretch of time that a list of messages or attempts looks at: never more than 90 days, never
 * past an hour from now, so that no request reads all there ever was.
 *
 * @param after exclusive
 * @param before exclusive
 */
record TimeWindow(Instant after, Instant before) {
  private static final Duration WIDEST = Duration.ofDays(90);
  private static final Duration AHEAD = Duration.ofHours(1);

  /**
   * The bounds are exclusive and the iterator is excluded by itself, so its own instant stays
   * inside.
   */
  private static final Duration MARGIN = Duration.ofMillis(1);

  /**
   * What {@code before} and {@code after} ask for, cut to 90 days from where the page starts: the
   * iterator, else the one of the two that is given, else now.
   *
   * @param iterator the time of the iterator; null for the first page
   */
  static TimeWindow read(Query query, @Nullable Instant iterator, boolean backwards, Instant now) {
    Instant latest = now.plus(AHEAD);
    Instant after = query.instant("after");
    Instant before = earlier(query.instant("before"), latest);
    Instant highest = before;
    Instant lowest = before.minus(WIDEST);
    if (iterator != null) {
      highest = backwards ? iterator.plus(WIDEST) : iterator.plus(MARGIN);
      lowest = backwards ? iterator.minus(MARGIN) : iterator.minus(WIDEST);
    } else if (after != null && query.instant("before") == null) {
      highest = after.plus(WIDEST);
      lowest = after;
    }
    return new TimeWindow(
        after == null || after.isBefore(lowest) ? lowest : after, earlier(before, highest));
  }

  private static Instant earlier(@Nullable Instant one, Instant other) {
    return one == null || other.isBefore(one) ? other : one;
  }
}
