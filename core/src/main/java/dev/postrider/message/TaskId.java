package dev.postrider.message;

import java.util.Optional;

/**
 * The key of a background task; {@code toString} is its public form. It is above the key of every
 * message that was acknowledged before the task was made.
 */
public record TaskId(long value) implements Key, Comparable<TaskId> {
  public static final String PREFIX = "qtask_";

  public TaskId {
    PublicId.requirePositive(value);
  }

  /** Reads the public form; empty when the text is no such id. */
  public static Optional<TaskId> parse(String text) {
    long value = PublicId.decode(PREFIX, text);
    return value > 0 ? Optional.of(new TaskId(value)) : Optional.empty();
  }

  @Override
  public int compareTo(TaskId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return PublicId.encode(PREFIX, value);
  }
}
