package dev.postrider.api.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket of tokens for each caller: a call takes one, and they come back by the clock. So many
 * are remembered as {@link #MOST}; whoever is forgotten finds his bucket full, so no flood of
 * callers can fill the memory or lock others out. Safe for use by many threads, of which none waits
 * for another.
 *
 * <p>A bucket is one number, the instant at which it is full again (the generic cell rate
 * algorithm), so nothing has to fill it.
 */
final class TokenBuckets {
  static final int MOST = 20_000;

  private static final long SECOND = 1_000_000_000;

  private final Cache<String, AtomicLong> full =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
  private final long interval;
  private final long capacity;
  private final InstantSource clock;

  TokenBuckets(CallerRate rate, InstantSource clock) {
    this.interval = SECOND / rate.perSecond();
    this.capacity = interval * rate.burst();
    this.clock = clock;
  }

  /** Takes a token of this caller's, or says how long until there is one. */
  Duration take(String caller) {
    Instant instant = clock.instant();
    long now = instant.getEpochSecond() * SECOND + instant.getNano();
    AtomicLong bucket = full.get(caller, _ -> new AtomicLong(now));
    while (true) {
      long before = bucket.get();
      // No bucket is emptier than empty: if this one is, the clock was set back.
      long from = before < now || before > now + capacity ? now : before;
      long after = from + interval;
      if (after > now + capacity) {
        return Duration.ofNanos(after - now - capacity);
      }
      if (bucket.compareAndSet(before, after)) {
        return Duration.ZERO;
      }
    }
  }

  /** How many callers have a bucket. */
  long remembered() {
    full.cleanUp();
    return full.estimatedSize();
  }
}
