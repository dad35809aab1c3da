package dev.postrider.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is turned. Safe for use by many threads. */
public final class TurnedClock implements InstantSource {
  private final AtomicReference<Instant> now;

  public TurnedClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  public void turn(Duration by) {
    now.updateAndGet(t -> t.plus(by));
  }
}
