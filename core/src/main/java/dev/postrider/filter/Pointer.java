package dev.postrider.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Names one place in a JSON text: a JSON Pointer (RFC 6901).
 *
 * @param steps the names of members and the numbers of elements on the way, without escapes
 */
public record Pointer(List<String> steps) {
  private static final int LONGEST = 1_024;
  private static final int DEEPEST = 32;

  public Pointer {
    steps = List.copyOf(steps);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException for anything else; its message goes on after "the pointer"
   */
  public static Pointer parse(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("must have at most " + LONGEST + " characters");
    }
    if (text.isEmpty()) {
      return new Pointer(List.of());
    }
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(
          "must be a JSON Pointer: empty for the whole payload, or starting with /");
    }
    List<String> steps = new ArrayList<>();
    for (String step : text.substring(1).split("/", -1)) {
      steps.add(unescaped(step));
    }
    if (steps.size() > DEEPEST) {
      throw new IllegalArgumentException("must have at most " + DEEPEST + " steps");
    }
    return new Pointer(steps);
  }

  /** The place that is one step further. */
  Pointer then(String step) {
    return new Pointer(Stream.concat(steps.stream(), Stream.of(step)).toList());
  }

  private static String unescaped(String step) {
    for (int at = step.indexOf('~'); at >= 0; at = step.indexOf('~', at + 1)) {
      if (!step.startsWith("0", at + 1) && !step.startsWith("1", at + 1)) {
        throw new IllegalArgumentException("must write ~ as ~0, and / within a name as ~1");
      }
    }
    return step.replace("~1", "/").replace("~0", "~");
  }

  /** The text form. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String step : steps) {
      text.append('/').append(step.replace("~", "~0").replace("/", "~1"));
    }
    return text.toString();
  }
}
