package dev.postrider.postgres;

import dev.postrider.directory.Page;
import dev.postrider.message.Key;
import dev.postrider.message.Keys;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A stretch of keys, both ends inclusive; empty when the last is below the first. */
record Range(long first, long last) {

  /**
   * Where a page of a list may find its rows. Keys are times: both bounds are exclusive, to the
   * microsecond.
   */
  static Range of(
      Page.Request<? extends Key> page, @Nullable Instant after, @Nullable Instant before) {
    long first = after == null ? 1 : Keys.floorOf(Numbers.micros(after).plus(1, ChronoUnit.MICROS));
    long last = before == null ? Long.MAX_VALUE : Keys.floorOf(Numbers.microsUp(before)) - 1;
    Key from = page.after();
    if (from == null) {
      return new Range(first, last);
    }
    return new Range(first, last).beyond(from.value(), PageSql.up(page));
  }

  boolean empty() {
    return last < first;
  }

  /** What is left behind a key. */
  Range beyond(long key, boolean up) {
    return up
        ? new Range(Math.max(first, key + 1), last)
        : new Range(first, Math.min(last, key - 1));
  }

  /** The end at which a walk begins, so wide. */
  Range slice(long width, boolean up) {
    if (last - first < width) {
      return this;
    }
    return up ? new Range(first, first + width - 1) : new Range(last - width + 1, last);
  }
}
