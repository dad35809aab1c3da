package dev.postrider.sender;

import java.time.Duration;

/** One point in time that everything an attempt does is measured against. */
record Deadline(long begun, long nanos) {

  static Deadline in(Duration timeout) {
    return new Deadline(System.nanoTime(), timeout.toNanos());
  }

  /** What is left; zero or less when it has passed. */
  long left() {
    return nanos - (System.nanoTime() - begun);
  }

  /** How much time there was in all. */
  long millis() {
    return Duration.ofNanos(nanos).toMillis();
  }

  /** An earlier one: half of what is left now. */
  Deadline half() {
    return new Deadline(System.nanoTime(), left() / 2);
  }

  Duration spent() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
