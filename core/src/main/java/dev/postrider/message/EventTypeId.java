package dev.postrider.message;

import java.time.Instant;
import java.util.Optional;

/**
 * The key of an event type; {@code toString} is its public form, {@code evtype_} and 27 characters.
 */
public record EventTypeId(long value) implements Key, Comparable<EventTypeId> {
  public static final String PREFIX = "evtype_";

  public EventTypeId {
    PublicId.requirePositive(value);
  }

  /** Reads the public form; empty when the text is no such id. */
  public static Optional<EventTypeId> parse(String text) {
    long value = PublicId.decode(PREFIX, text);
    return value > 0 ? Optional.of(new EventTypeId(value)) : Optional.empty();
  }

  /** When the key was made, to the microsecond. */
  public Instant time() {
    return Keys.timeOf(value);
  }

  @Override
  public int compareTo(EventTypeId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return PublicId.encode(PREFIX, value);
  }
}
