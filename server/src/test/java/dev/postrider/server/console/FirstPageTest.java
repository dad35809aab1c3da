package dev.postrider.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.Sizes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a browser that was never here before has to load. */
final class FirstPageTest {
  /** With heads, scripts, styles and charts. */
  private static final long MOST_BYTES = 150_000;

  private Furnished furnished;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    furnished = new Furnished("First");
    browser = new Browser(furnished.server().url());
  }

  @AfterEach
  void close() {
    browser.close();
    furnished.close();
  }

  @Test
  void theHeaviestFirstPageIsLight() throws Exception {
    Page page = browser.somebody();
    List<Request> requests = new ArrayList<>();
    page.onRequestFinished(requests::add);
    // A link leads from the empty browser over the sign-in to the overview, which has the charts.
    page.navigate(furnished.portalLink("{}"));
    page.waitForURL("**/portal/app/app_*");
    page.waitForLoadState(LoadState.NETWORKIDLE);
    assertThat(requests).extracting(Request::url).anyMatch(url -> url.endsWith("/uplot.js"));
    long bytes = 0;
    for (Request request : requests) {
      Sizes sizes = request.sizes();
      bytes += sizes.responseHeadersSize + sizes.responseBodySize;
    }
    assertThat(bytes).isBetween(10_000L, MOST_BYTES);
    assertThat(browser.complaints()).isEmpty();
  }
}
