package dev.postrider.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written can be read on its ground, in light and in dark (WCAG 2.2, AA). */
final class ContrastTest {
  private static final Path STYLES =
      Path.of("src/main/resources/dev/postrider/console/assets/console.css");
  private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): (#[0-9a-f]{3,6});");

  @ParameterizedTest
  @CsvSource({
    "ink, ground",
    "ink, card",
    "ink, code",
    "faint, ground",
    "faint, card",
    "faint, code",
    "accent, ground",
    "accent, card",
    "accent-ink, accent",
    "good, good-ground",
    "bad, bad-ground",
    "wait, wait-ground",
    "bad, card",
    "card, bad"
  })
  void isEnough(String ink, String ground) throws IOException {
    String styles = Files.readString(STYLES);
    int dark = styles.indexOf("prefers-color-scheme: dark");
    for (String scheme : new String[] {styles.substring(0, dark), styles.substring(dark)}) {
      Map<String, Colour> colours = colours(scheme);
      assertThat(of(colours, ink).contrast(of(colours, ground)))
          .as(scheme.startsWith("prefers") ? "in dark" : "in light")
          .isGreaterThanOrEqualTo(Colour.READABLE);
    }
  }

  private static Colour of(Map<String, Colour> colours, String name) {
    return Optional.ofNullable(colours.get(name)).orElseThrow();
  }

  private static Map<String, Colour> colours(String scheme) {
    Map<String, Colour> colours = new HashMap<>();
    COLOUR
        .matcher(scheme)
        .results()
        .forEach(found -> colours.put(found.group(1), colour(found.group(2))));
    return colours;
  }

  private static Colour colour(String text) {
    String whole = text.length() == 7 ? text : text.replaceAll("([0-9a-f])", "$1$1");
    return Colour.of(whole).orElseThrow();
  }
}
