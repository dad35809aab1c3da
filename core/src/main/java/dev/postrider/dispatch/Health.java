package dev.postrider.dispatch;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
   * @param asked until when the receiver asked to be left in peace, which no late success ends;
   *     null when it did not
   */
  record Open(Instant until, Duration pause, @Nullable Instant asked) implements Health {}

  /**
   * One attempt is out to learn whether it is back; no other outcome tells.
   *
   * @param asked until when the receiver asked to be left in peace, in its answer to an earlier
   *     attempt that came meanwhile; null when it did not
   */
  record Probing(Duration pause, @Nullable Instant asked) implements Health {}

  /** It is back; the rate grows from the instant of the probe. */
  record Ramping(Instant since, long sent, int failures) implements Health {}
}
