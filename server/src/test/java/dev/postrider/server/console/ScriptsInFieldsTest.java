package dev.postrider.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What customers, publishers and receivers write is shown as what it is, on every page: no script
 * of theirs runs, no element or link of theirs is there, and the policy of the pages has nothing to
 * stop.
 */
final class ScriptsInFieldsTest {

  /** Ways out of an element, an attribute, a script, a text area and a template. */
  private static final String TEXT =
      "<script>alert(1)</script><img src=x onerror=alert(2)><i data-mine>x</i>"
          + "\"><svg onload=alert(3)><a href=\"javascript:alert(4)\">x</a>"
          + "' autofocus onfocus='alert(5)' data-mine='x"
          + "</textarea></pre></title><script>alert(6)</script>{{7*7777}}${7*7777}";

  /** What is asked for stands in the page again. */
  private static final List<String> REFLECTING =
      List.of(
          "/app/first/message?search=",
          "/app/first/message?event_types=",
          "/app/first/message?channel=",
          "/app/first/message?tag=",
          "/app/first/message?after=",
          "/app/first/message?endpoint=",
          "/app/first/message?id=",
          "/app/first/live?type=",
          "/app/first/live?endpoint=",
          "/app?id=",
          "/audit-log?actor=",
          "/sign-in?to=",
          "/overview?window=",
          "/nope/");

  @Test
  void stayText() throws Exception {
    try (Furnished furnished = new Furnished(TEXT);
        Browser browser = new Browser(furnished.server().url())) {
      Page page = browser.operator(furnished.token());
      for (Map.Entry<String, String> one : furnished.pages(furnished.task()).entrySet()) {
        look(page, "/console" + one.getValue());
      }
      for (String path : REFLECTING) {
        look(page, "/console" + path + URLEncoder.encode(TEXT, StandardCharsets.UTF_8));
      }
      Page owner = browser.somebody();
      owner.navigate(furnished.portalLink("{}"));
      owner.waitForURL("**/portal/app/app_*");
      for (Map.Entry<String, String> one : furnished.ownPages("first").entrySet()) {
        look(owner, "/portal" + one.getValue());
      }
      page.navigate("/console/app");
      assertThat(page.locator("table").textContent()).contains(TEXT);
      page.navigate("/console/app/first/endpoint/bad");
      assertThat(page.locator("main").textContent()).contains(TEXT);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private static void look(Page page, String path) {
    page.navigate(path);
    assertThat(page.locator("[data-mine], a[href^=javascript]").count()).as(path).isZero();
    assertThat(page.locator("body").textContent()).as(path).doesNotContain("54439");
  }
}
