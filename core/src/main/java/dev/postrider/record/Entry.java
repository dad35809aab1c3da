package dev.postrider.record;

import dev.postrider.attempt.Attempted;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * What is written about one delivery, whole or not at all.
 *
 * @param ticket rises by one per entry of a shard; {@code committed(ticket)} reports it durable
 * @param attempts attempts made so far, this one included
 * @param attempted the HTTP side; null when the delivery was settled without one
 * @param state where the delivery stands after this entry
 * @param reason why it was discarded or cancelled; null otherwise
 * @param parked what happens to its parked row
 */
public record Entry(
    long ticket,
    EndpointId endpoint,
    MessageId message,
    ApplicationId application,
    int attempts,
    boolean manual,
    @Nullable Attempted attempted,
    State state,
    @Nullable String reason,
    ParkedChange parked) {

  /** Where a delivery stands. The numbers are stored. */
  public enum State {
    /** Not settled: it has not been attempted, or failed and will be tried again. */
    PENDING,
    DELIVERED,
    /** Given up: out of attempts, refused, or its payload is gone. */
    DISCARDED,
    /** Its endpoint is gone. */
    CANCELLED
  }

  /** What an entry does to the parked row of its delivery. */
  public sealed interface ParkedChange {
    /** There is none and there will be none. */
    record None() implements ParkedChange {}

    /** Written, or overwritten. */
    record Put(Parked row) implements ParkedChange {}

    /** Removed. */
    record Remove() implements ParkedChange {}
  }

  /**
   * True when a row of history is written: an attempt was made, or the delivery was settled without
   * one.
   */
  public boolean historic() {
    return attempted != null || state != State.PENDING;
  }
}
