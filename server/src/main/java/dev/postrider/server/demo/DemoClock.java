package dev.postrider.server.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Goes as another clock does, and can be put forward, so that nobody has to wait for a retry. Safe
 * for use by many threads.
 */
public final class DemoClock implements InstantSource {
  private final InstantSource base;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  public DemoClock(InstantSource base) {
    this.base = base;
  }

  @Override
  public Instant instant() {
    return base.instant().plus(ahead.get());
  }

  void putForward(Duration by) {
    ahead.updateAndGet(so -> so.plus(by));
  }

  /** How far it is ahead of the clock that it goes by. */
  Duration ahead() {
    return ahead.get();
  }
}
