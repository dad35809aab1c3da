package dev.postrider.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every page, at a desk in light and English, on a phone in dark and Czech: no page is wider than
 * its screen, and scripts and policy have no complaint; at the desk axe-core finds nothing serious.
 * A screenshot of each is in {@code target/screenshots}.
 */
final class EveryPageTest {
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  private static Furnished furnished;
  private static Browser browser;

  /** A way to look at pages. */
  private record Look(String name, int width, int height, ColorScheme scheme, String language) {
    NewContextOptions options() {
      return new NewContextOptions()
          .setViewportSize(width, height)
          .setColorScheme(scheme)
          .setLocale(language);
    }
  }

  private static final List<Look> LOOKS =
      List.of(
          new Look("desk", 1280, 900, ColorScheme.LIGHT, "en-GB"),
          new Look("phone", 390, 844, ColorScheme.DARK, "cs-CZ"));

  @BeforeAll
  static void start() throws Exception {
    furnished = new Furnished("Příliš žluťoučký kůň");
    browser = new Browser(furnished.server().url());
  }

  @AfterAll
  static void close() {
    browser.close();
    furnished.close();
  }

  @TestFactory
  Stream<DynamicTest> isGoodToLookAt() throws Exception {
    Map<String, String> pages = furnished.pages(furnished.task());
    pages.put("nothing", "/nope");
    pages.put("refused", "/app/first/message?status=2");
    pages.put("sign-in", "/sign-in");
    return LOOKS.stream()
        .flatMap(look -> {
          Page page = browser.operator(furnished.token(), look.options());
          return pages.entrySet().stream()
              .map(one ->
                  dynamicTest(
                      one.getKey() + ", " + look.name,
                      () -> look(page, look, one.getKey(), one.getValue())));
        });
  }

  private static void look(Page page, Look look, String name, String path) {
    page.navigate("/console" + path);
    page.screenshot(
        new ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve(name + "-" + look.name + ".png"))
            .setFullPage(true));
    assertThat(page.locator("h1").count()).as("headings of the page").isEqualTo(1);
    assertThat(page.getAttribute("html", "lang")).isEqualTo(look.language.substring(0, 2));
    assertThat(page.evaluate("document.documentElement.scrollWidth"))
        .as("wider than the screen")
        .isEqualTo(look.width);
    assertThat(browser.complaints()).isEmpty();
    if (look.width < 1_000) {
      // The elements are the same; what differs, colours, is compared by ContrastTest.
      return;
    }
    List<Rule> serious =
        new AxeBuilder(page)
            .analyze().getViolations().stream()
                .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                .toList();
    assertThat(serious).as(told(serious)).isEmpty();
  }

  private static String told(List<Rule> rules) {
    StringBuilder told = new StringBuilder();
    for (Rule rule : rules) {
      told.append(rule.getHelp());
      rule.getNodes().forEach(node -> told.append("\n  ").append(node.getHtml()));
    }
    return told.toString();
  }
}
