package dev.postrider.message;

import java.time.Instant;
import java.util.Optional;

/** The key of an endpoint; {@code toString} is its public form, {@code ep_} and 27 characters. */
public record EndpointId(long value) implements Key, Comparable<EndpointId> {
  public static final String PREFIX = "ep_";

  public EndpointId {
    PublicId.requirePositive(value);
  }

  /** Reads the public form; empty when the text is no such id. */
  public static Optional<EndpointId> parse(String text) {
    long value = PublicId.decode(PREFIX, text);
    return value > 0 ? Optional.of(new EndpointId(value)) : Optional.empty();
  }

  /** When the key was made, to the microsecond. */
  public Instant time() {
    return Keys.timeOf(value);
  }

  @Override
  public int compareTo(EndpointId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return PublicId.encode(PREFIX, value);
  }
}
