package dev.postrider.simulation;

import java.util.ArrayDeque;
import java.util.Locale;
import java.util.function.Supplier;

/** What happened, for whoever has to understand a broken promise. */
interface Story {
  /** For the many runs that break nothing. */
  Story NONE = (_, _) -> {};

  void tell(long micros, Supplier<String> what);

  /** Keeps the last lines. */
  final class Kept implements Story {
    private static final int LINES = 400;

    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private int left;

    @Override
    public void tell(long micros, Supplier<String> what) {
      lines.add(String.format(Locale.ROOT, "%12.3f ms  %s", micros / 1e3, what.get()));
      if (lines.size() > LINES) {
        lines.remove();
        left++;
      }
    }

    String text() {
      String before = left == 0 ? "" : "(" + left + " lines before)\n";
      return before + String.join("\n", lines);
    }
  }
}
