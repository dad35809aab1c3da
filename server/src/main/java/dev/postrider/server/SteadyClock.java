package dev.postrider.server;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of day at the start, and from then on a stopwatch: it neither jumps nor goes back when
 * the clock is set.
 */
final class SteadyClock implements InstantSource {
  private final Instant start;
  private final long nanos = System.nanoTime();

  SteadyClock(InstantSource clock) {
    this.start = clock.instant();
  }

  @Override
  public Instant instant() {
    return start.plusNanos(System.nanoTime() - nanos);
  }
}
