package dev.postrider.bench;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.List;
import java.util.Locale;

/** Writes an SVG document element by element. For one thread. */
final class Svg {
  private static final List<String> COLOURS =
      List.of("#3366aa", "#dd7733", "#449955", "#aa4466", "#777777", "#8866bb", "#bb9922");

  /** Which end of a text stands where it is put. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  private final StringBuilder text = new StringBuilder();

  Svg(int width, int height) {
    append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\">\n",
        width, height, width, height);
    append("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>\n", width, height);
  }

  /** The colour of the series of this number. */
  static String colour(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

  void line(double x1, double y1, double x2, double y2, String colour) {
    append(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n",
        x1, y1, x2, y2, colour);
  }

  void rectangle(double x, double y, double width, double height, String colour) {
    append(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
        x, y, width, height, colour);
  }

  void dot(double x, double y, String colour) {
    append("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>\n", x, y, colour);
  }

  /** A line through points, each {@code x,y}. */
  void through(List<String> points, String colour) {
    append(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"/>\n",
        String.join(" ", points), colour);
  }

  void text(double x, double y, Anchor anchor, int size, String words) {
    append(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\" fill=\"#333333\">%s</text>\n",
        x, y, anchor.name().toLowerCase(Locale.ROOT), size, escaped(words));
  }

  /** A point of a line, as {@link #through} wants it. */
  static String point(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
  }

  String document() {
    return text + "</svg>\n";
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @FormatMethod
  private void append(@FormatString String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }
}
