package dev.postrider.server.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages in docs/platforms: what they lead to is there, and two languages say the same. */
final class PagesTest {
  private static final Path PAGES = Path.of("..", "docs", "platforms");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

  @Test
  void theCzechPageHasTheCommandsOfTheEnglishOne() throws IOException {
    assertThat(commands("mluvii.cs.md")).isEqualTo(commands("mluvii.md")).hasSizeGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mluvii.md", "mluvii.cs.md", "qikchat.md", "yespo.md", "comm100.md"})
  void everyFileThatAPageLinksIsThere(String page) throws IOException {
    String text = Files.readString(PAGES.resolve(page));
    List<String> links = LINK.matcher(text).results().map(PagesTest::file).toList();
    assertThat(links).isNotEmpty().allMatch(link -> Files.exists(PAGES.resolve(link)));
    assertThat(Files.readString(PAGES.resolveSibling("platforms.md")))
        .contains("(platforms/" + page + ")");
  }

  private static String file(MatchResult link) {
    return link.group(1);
  }

  private static List<String> commands(String page) throws IOException {
    return Files.readAllLines(PAGES.resolve(page)).stream()
        .filter(line -> line.startsWith("    "))
        .toList();
  }
}
