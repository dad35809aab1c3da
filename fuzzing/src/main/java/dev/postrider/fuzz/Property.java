package dev.postrider.fuzz;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What must hold of every input. */
public final class Property {
  private Property() {}

  /** Fails with these words unless it holds. */
  public static void holds(boolean holds, String words) {
    if (!holds) {
      throw new AssertionError(words);
    }
  }

  /** Fails unless the two are equal. */
  public static void same(@Nullable Object found, @Nullable Object expected, String words) {
    if (!Objects.equals(found, expected)) {
      throw new AssertionError(words + ": " + found + " and not " + expected);
    }
  }
}
