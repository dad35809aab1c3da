package dev.postrider.console.page;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A colour of a screen (sRGB).
 *
 * @param rgb 24 bits
 */
public record Colour(int rgb) {
  /** What pages of ours stand on, in light and in dark. */
  public static final Colour LIGHT_GROUND = new Colour(0xfbfbf9);

  public static final Colour DARK_GROUND = new Colour(0x1d2024);

  /** What text needs, says WCAG 2.2 in 1.4.3 (AA). */
  public static final double READABLE = 4.5;

  private static final Pattern FORM = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final Colour WHITE = new Colour(0xffffff);
  private static final Colour BLACK = new Colour(0);

  /** Reads {@code #rrggbb}; nothing when it is none. */
  public static Optional<Colour> of(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new Colour(HexFormat.fromHexDigits(text, 1, 7)))
        : Optional.empty();
  }

  /** The contrast with another, 1 to 21 (WCAG 2.2). */
  public double contrast(Colour other) {
    double one = luminance();
    double two = other.luminance();
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  }

  /** What can be read on it: white or black. */
  Colour ink() {
    return contrast(WHITE) >= contrast(BLACK) ? WHITE : BLACK;
  }

  private double luminance() {
    return 0.2126 * light(rgb >> 16) + 0.7152 * light(rgb >> 8) + 0.0722 * light(rgb);
  }

  private static double light(int part) {
    double share = (part & 0xff) / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  @Override
  public String toString() {
    return "#%06x".formatted(rgb);
  }
}
