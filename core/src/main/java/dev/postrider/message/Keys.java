package dev.postrider.message;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands out keys that only ever rise, whatever the clock does. Safe for use by many threads.
 *
 * <p>When the clock stands still or steps back, keys go on from the last one, so their time runs a
 * little ahead.
 */
public final class Keys {
  private static final int COUNTER_BITS = 11;

  private final InstantSource clock;
  private final AtomicLong last;

  /** Starts above {@code floor}, the highest key that is known to exist. */
  public Keys(InstantSource clock, long floor) {
    this.clock = clock;
    this.last = new AtomicLong(floor);
  }

  /** The next key: above every earlier one, at the present time if the clock allows. */
  public long next() {
    long now = floorOf(clock.instant());
    return last.updateAndGet(previous -> Math.max(previous + 1, now));
  }

  /** From now on every key is above {@code floor} too. */
  public void raise(long floor) {
    last.accumulateAndGet(floor, Math::max);
  }

  /** The lowest key of an instant; keys of earlier instants are all below it. */
  public static long floorOf(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time) << COUNTER_BITS;
  }

  static Instant timeOf(long key) {
    return Instant.EPOCH.plus(key >> COUNTER_BITS, ChronoUnit.MICROS);
  }
}
