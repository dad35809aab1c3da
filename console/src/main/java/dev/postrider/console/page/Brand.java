package dev.postrider.console.page;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Whose console it is, and how it looks.
 *
 * @param name above every page
 * @param light what is to be seen first, on light ground; null for our own colour
 * @param dark the same on dark ground
 * @param logo beside the name; null for none
 */
public record Brand(
    String name, @Nullable Colour light, @Nullable Colour dark, @Nullable Logo logo) {
  public static final Brand OWN = new Brand("Postrider", null, null, null);

  /**
   * A picture.
   *
   * @param type its media type
   */
  public record Logo(byte[] bytes, String type) {}

  /** What the style sheet says differently. */
  byte[] style() {
    return (style("light", light) + style("dark", dark)).getBytes(StandardCharsets.US_ASCII);
  }

  private static String style(String scheme, @Nullable Colour accent) {
    return accent == null
        ? ""
        : "@media (prefers-color-scheme: %s) { :root { --accent: %s; --accent-ink: %s; } }\n"
            .formatted(scheme, accent, accent.ink());
  }
}
