package dev.postrider.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
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
          + "</textarea></pre></title><script>alert(6)</script><i data-mine>x</i>{{7*7}}${7*7}";

  @Test
  void stayText() throws Exception {
    try (Furnished furnished = new Furnished(TEXT);
        Browser browser = new Browser(furnished.server().url())) {
      Page page = browser.operator(furnished.token());
      for (Map.Entry<String, String> one : furnished.pages(furnished.task()).entrySet()) {
        page.navigate("/console" + one.getValue());
        assertThat(page.locator("[data-mine], a[href^=javascript]").count())
            .as(one.getKey())
            .isZero();
      }
      assertThat(page.locator("body").textContent()).doesNotContain("49");
      page.navigate("/console/app");
      assertThat(page.locator("table").textContent()).contains(TEXT);
      page.navigate("/console/app/first/endpoint/bad");
      assertThat(page.locator("main").textContent()).contains(TEXT);
      assertThat(browser.complaints()).isEmpty();
    }
  }
}
