package dev.postrider.platform;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that each application of a platform may have its own way.
 *
 * @param about one sentence for people
 */
public record Setting(String name, String about, Kind kind) {

  /** What values there are, and the one of applications that say nothing. */
  public sealed interface Kind {
    /** Yes or no. */
    record Flag(boolean fallback) implements Kind {}

    /** A whole number, both bounds included. */
    record Amount(int lowest, int highest, int fallback) implements Kind {
      public Amount {
        if (lowest > highest || fallback < lowest || fallback > highest) {
          throw new IllegalArgumentException(
              "the default must be from the minimum to the maximum, which is no smaller");
        }
      }
    }
  }

  /**
   * What an application has.
   *
   * @param said what applications have said, by the names of settings
   */
  public boolean flag(Map<String, String> said) {
    return switch (kind) {
      case Kind.Flag(boolean fallback) ->
          Boolean.parseBoolean(said.getOrDefault(name, Boolean.toString(fallback)));
      case Kind.Amount _ -> throw new IllegalStateException(name + " is a number");
    };
  }

  /**
   * The same for a number; one that a changed file forbids by now counts as the nearest allowed.
   */
  public int amount(Map<String, String> said) {
    return switch (kind) {
      case Kind.Amount(int lowest, int highest, int fallback) ->
          Math.clamp(number(said.get(name), fallback), lowest, highest);
      case Kind.Flag _ -> throw new IllegalStateException(name + " is no number");
    };
  }

  /** What is no number was said when the file still had another kind of setting by this name. */
  private static int number(@Nullable String text, int fallback) {
    try {
      return text == null ? fallback : Integer.parseInt(text);
    } catch (NumberFormatException otherKind) {
      return fallback;
    }
  }
}
