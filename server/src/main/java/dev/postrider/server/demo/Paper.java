package dev.postrider.server.demo;

import java.io.PrintWriter;
import java.nio.charset.Charset;

/**
 * Prints lines of at most 100 columns, in colours where they are wanted. Safe for use by many
 * threads.
 */
public final class Paper {
  static final int WIDTH = 100;
  private static final int INDENT = 12;
  private static final int ANSWER = 6;

  /** What a word is printed in; the numbers are those of ECMA-48. */
  enum Colour {
    BOLD(1),
    FAINT(2),
    RED(31),
    GREEN(32),
    YELLOW(33),
    CYAN(36);

    private final int number;

    Colour(int number) {
      this.number = number;
    }
  }

  private final PrintWriter out;
  private final boolean coloured;
  private final boolean plain;

  /** Prints in this character set, by other signs where it has no ✓. */
  public Paper(PrintWriter out, boolean coloured, Charset charset) {
    this.out = out;
    this.coloured = coloured;
    this.plain = !charset.newEncoder().canEncode('✓');
  }

  /** A heading across the paper. */
  void heading(String name, String about) {
    String right = about.isEmpty() ? "" : " " + about;
    String rule = "─".repeat(Math.max(1, WIDTH - name.length() - right.length() - 4));
    text("");
    text("── " + in(Colour.BOLD, name) + " " + in(Colour.FAINT, rule) + right);
  }

  /** Who asks for what, and how that is answered. */
  void exchange(String actor, String what, String answered, Colour colour) {
    int width = WIDTH - INDENT - ANSWER;
    text(
        "  %s%s← %s"
            .formatted(
                in(Colour.CYAN, pad(actor, INDENT - 2)),
                pad(fit(what, width - 2), width),
                in(colour, answered)));
  }

  /** What belongs to the line before, in so many lines at most, divided at commas. */
  void detail(String text, int lines) {
    int width = WIDTH - INDENT;
    String rest = line(text);
    for (int line = 1; line < lines && rest.length() > width; line++) {
      int comma = rest.lastIndexOf(",\"", width - 1) + 1;
      int end = comma > width / 2 ? comma : width;
      text(" ".repeat(INDENT) + in(Colour.FAINT, rest.substring(0, end)));
      rest = rest.substring(end);
    }
    text(" ".repeat(INDENT) + in(Colour.FAINT, fit(rest, width)));
  }

  void remark(String actor, String text) {
    text("  " + in(Colour.YELLOW, pad(actor, INDENT - 2)) + fit(text, WIDTH - INDENT));
  }

  void finding(boolean kept, String text) {
    text(" ".repeat(INDENT) + mark(kept) + " " + fit(text, WIDTH - INDENT - 2));
  }

  void text(String text) {
    synchronized (out) {
      out.println(plain ? plain(text) : text);
      out.flush();
    }
  }

  String bold(String text) {
    return in(Colour.BOLD, text);
  }

  String mark(boolean kept) {
    return kept ? in(Colour.GREEN, "✓") : in(Colour.RED, "✗");
  }

  /** Sign for sign, so that what stands in columns stays there. */
  private static String plain(String text) {
    return text.replace('✓', '+')
        .replace('✗', 'X')
        .replace('─', '-')
        .replace('…', '~')
        .replace('←', '<');
  }

  private String in(Colour colour, String text) {
    return coloured ? "\u001b[" + colour.number + "m" + text + "\u001b[0m" : text;
  }

  static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** The text in one line, cut where it is too long. */
  static String fit(String text, int width) {
    String line = line(text);
    return line.length() <= width ? line : line.substring(0, width - 1) + "…";
  }

  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}\\s*", " ");
  }
}
