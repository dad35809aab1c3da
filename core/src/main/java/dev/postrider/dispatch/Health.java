package dev.postrider.dispatch;

import java.time.Duration;
import java.time.Instant;

/**
 * How an endpoint is doing.
 *
 * <pre>
 * Healthy --failures in a row, or Retry-After--> Open --pause over--> Probing --success--> Ramping --rate full--> Healthy
 *                                                 ^                      |failure              |failures in a row
 *                                                 +----------------------+---------------------+
 * </pre>
 */
sealed interface Health {
  Health WELL = new Healthy(0);

  /** Sent to without restraint. */
  record Healthy(int failures) implements Health {}

  /**
   * Not sent to until then.
   *
   * @param pause the wait that led here, before it was shortened at random; the next one is twice
   *     as long
   * @param asked the receiver asked for it, so a late success does not end it
   */
  record Open(Instant until, Duration pause, boolean asked) implements Health {}

  /** One attempt is out to learn whether it is back; no other outcome tells. */
  record Probing(Duration pause) implements Health {}

  /** It is back; the rate grows from the instant of the probe. */
  record Ramping(Instant since, long sent, int failures) implements Health {}
}
