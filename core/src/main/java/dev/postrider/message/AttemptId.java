package dev.postrider.message;

import java.time.Instant;
import java.util.Optional;

/** The key of an attempt; {@code toString} is its public form, {@code atmpt_} and 27 characters. */
public record AttemptId(long value) implements Key, Comparable<AttemptId> {
  public static final String PREFIX = "atmpt_";

  public AttemptId {
    PublicId.requirePositive(value);
  }

  /** Reads the public form; empty when the text is no such id. */
  public static Optional<AttemptId> parse(String text) {
    long value = PublicId.decode(PREFIX, text);
    return value > 0 ? Optional.of(new AttemptId(value)) : Optional.empty();
  }

  /** When the key was made, to the microsecond. */
  public Instant time() {
    return Keys.timeOf(value);
  }

  @Override
  public int compareTo(AttemptId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return PublicId.encode(PREFIX, value);
  }
}
