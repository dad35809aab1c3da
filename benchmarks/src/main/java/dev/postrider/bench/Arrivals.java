package dev.postrider.bench;

import java.time.Duration;

/** Waits for messages that are on their way. */
final class Arrivals {
  private static final Duration POLL = Duration.ofMillis(20);

  private Arrivals() {}

  /** Returns when so many have come, or when none has come for as long as this. */
  static void await(Tally tally, long expected, Duration patience) throws InterruptedException {
    long seen = tally.received();
    long deadline = System.nanoTime() + patience.toNanos();
    while (tally.received() < expected && System.nanoTime() < deadline) {
      Thread.sleep(POLL);
      if (tally.received() > seen) {
        seen = tally.received();
        deadline = System.nanoTime() + patience.toNanos();
      }
    }
  }
}
