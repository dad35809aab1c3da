package dev.postrider.bench;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.List;

/** Figures for people: a name and what is to be said of it, line by line. */
final class Table {
  private final StringBuilder text = new StringBuilder();

  @FormatMethod
  Table line(String name, @FormatString String format, Object... values) {
    text.append("%-26s".formatted(name)).append(format.formatted(values)).append("%n".formatted());
    return this;
  }

  /** The targets that were not met, in words. */
  Table missed(List<String> missed) {
    return line("targets missed", "%s", missed.isEmpty() ? "none" : String.join("; ", missed));
  }

  @Override
  public String toString() {
    return text.toString().stripTrailing();
  }
}
