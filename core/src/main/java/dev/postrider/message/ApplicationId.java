package dev.postrider.message;

import java.time.Instant;
import java.util.Optional;

/**
 * The key of an application; {@code toString} is its public form, {@code app_} and 27 characters.
 */
public record ApplicationId(long value) implements Key, Comparable<ApplicationId> {
  public static final String PREFIX = "app_";

  public ApplicationId {
    PublicId.requirePositive(value);
  }

  /** Reads the public form; empty when the text is no such id. */
  public static Optional<ApplicationId> parse(String text) {
    long value = PublicId.decode(PREFIX, text);
    return value > 0 ? Optional.of(new ApplicationId(value)) : Optional.empty();
  }

  /** When the key was made, to the microsecond. */
  public Instant time() {
    return Keys.timeOf(value);
  }

  @Override
  public int compareTo(ApplicationId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return PublicId.encode(PREFIX, value);
  }
}
