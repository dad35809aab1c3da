package dev.postrider.console;

import dev.postrider.console.page.Colour;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the pages look, and to whom they are shown.
 *
 * @param on whether there are any
 * @param name above every page
 * @param logo an SVG or PNG file; null for none
 * @param light what is to be seen first, on light ground; null for our own colour
 * @param dark the same on dark ground
 * @param session how long a browser stays signed in
 * @param secure whether browsers send the session over HTTPS alone, because a proxy speaks it
 * @param framedBy the origins whose pages may have the pages within
 */
public record ConsoleConfig(
    boolean on,
    String name,
    @Nullable Path logo,
    @Nullable Colour light,
    @Nullable Colour dark,
    Duration session,
    boolean secure,
    Set<String> framedBy) {
  public static final ConsoleConfig DEFAULTS =
      new ConsoleConfig(true, "Postrider", null, null, null, Duration.ofHours(12), false, Set.of());

  public ConsoleConfig {
    framedBy = Set.copyOf(framedBy);
  }
}
