package dev.postrider.message;

import java.time.Instant;
import java.util.Optional;

/** Names a key of an organisation; {@code toString} is its public form. */
public record ApiKeyId(long value) implements Key, Comparable<ApiKeyId> {
  public static final String PREFIX = "key_";

  public ApiKeyId {
    PublicId.requirePositive(value);
  }

  /** Reads the public form; empty when the text is no such id. */
  public static Optional<ApiKeyId> parse(String text) {
    long value = PublicId.decode(PREFIX, text);
    return value > 0 ? Optional.of(new ApiKeyId(value)) : Optional.empty();
  }

  /** When the key was made, to the microsecond. */
  public Instant time() {
    return Keys.timeOf(value);
  }

  @Override
  public int compareTo(ApiKeyId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return PublicId.encode(PREFIX, value);
  }
}
