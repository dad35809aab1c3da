package dev.postrider.message;

import java.time.Instant;
import java.util.Optional;

/**
 * The key of a message, and its place in the log; {@code toString} is its public form, {@code msg_}
 * and 27 characters.
 */
public record MessageId(long value) implements Key, Comparable<MessageId> {
  public static final String PREFIX = "msg_";

  public MessageId {
    PublicId.requirePositive(value);
  }

  /** Reads the public form; empty when the text is no such id. */
  public static Optional<MessageId> parse(String text) {
    long value = PublicId.decode(PREFIX, text);
    return value > 0 ? Optional.of(new MessageId(value)) : Optional.empty();
  }

  /** When the key was made, to the microsecond. */
  public Instant time() {
    return Keys.timeOf(value);
  }

  @Override
  public int compareTo(MessageId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return PublicId.encode(PREFIX, value);
  }
}
