package dev.postrider.outbox;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** A program that sends what is in an outbox until it is killed, or whoever started it is gone. */
final class KilledRelay {
  private KilledRelay() {}

  /**
   * Runs the relay.
   *
   * @param arguments the database's URL and Postrider's
   */
  public static void main(String... arguments) throws IOException {
    try (OutboxRelay relay =
        OutboxRelay.builder(new UrlDataSource(arguments[0]), URI.create(arguments[1]), () -> "t")
            .interval(Duration.ofMillis(5))
            .pauses(Duration.ofMillis(5), Duration.ofMillis(50))
            .batch(7, Outbox.MOST_BYTES)
            .start()) {
      relay.wake();
      while (System.in.read() >= 0) {
        // until there is nobody who could write
      }
    }
  }
}
