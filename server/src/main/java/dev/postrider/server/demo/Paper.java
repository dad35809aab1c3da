package dev.postrider.server.demo;

import dev.postrider.server.terminal.Colour;
import dev.postrider.server.terminal.Ink;
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

  private final PrintWriter out;
  private final Ink ink;

  /** Prints in this character set, by other signs where it has no ✓. */
  public Paper(PrintWriter out, boolean coloured, Charset charset) {
    this.out = out;
    this.ink = Ink.of(coloured, charset);
  }

  /** A heading across the paper. */
  void heading(String name, String about) {
    String right = about.isEmpty() ? "" : " " + about;
    String rule = "─".repeat(Math.max(1, WIDTH - name.length() - right.length() - 4));
    text("");
    text("── " + ink.in(Colour.BOLD, name) + " " + ink.in(Colour.FAINT, rule) + right);
  }

  /** Who asks for what, and how that is answered. */
  void exchange(String actor, String what, String answered, Colour colour) {
    int width = WIDTH - INDENT - ANSWER;
    text(
        "  %s%s← %s"
            .formatted(
                ink.in(Colour.CYAN, pad(actor, INDENT - 2)),
                pad(fit(what, width - 2), width),
                ink.in(colour, answered)));
  }

  /** What belongs to the line before, in so many lines at most, divided at commas. */
  void detail(String text, int lines) {
    int width = WIDTH - INDENT;
    String rest = line(text);
    for (int line = 1; line < lines && rest.length() > width; line++) {
      int comma = rest.lastIndexOf(",\"", width - 1) + 1;
      int end = comma > width / 2 ? comma : width;
      text(" ".repeat(INDENT) + ink.in(Colour.FAINT, rest.substring(0, end)));
      rest = rest.substring(end);
    }
    text(" ".repeat(INDENT) + ink.in(Colour.FAINT, fit(rest, width)));
  }

  void remark(String actor, String text) {
    text("  " + ink.in(Colour.YELLOW, pad(actor, INDENT - 2)) + fit(text, WIDTH - INDENT));
  }

  void finding(boolean kept, String text) {
    text(" ".repeat(INDENT) + mark(kept) + " " + fit(text, WIDTH - INDENT - 2));
  }

  void text(String text) {
    synchronized (out) {
      out.println(ink.signs(text));
      out.flush();
    }
  }

  String bold(String text) {
    return ink.in(Colour.BOLD, text);
  }

  String mark(boolean kept) {
    return kept ? ink.in(Colour.GREEN, "✓") : ink.in(Colour.RED, "✗");
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
