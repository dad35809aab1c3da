package dev.postrider.server.console;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real browser: the chromium of the machine. What its pages complain of (errors of scripts,
 * anything that the content security policy forbids, requests to other hosts) is collected.
 */
final class Browser implements AutoCloseable {
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/bin/chromium"),
          Path.of("/usr/bin/chromium-browser"),
          Path.of("/usr/bin/google-chrome"),
          Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));

  private static final double LONGEST_MILLIS = 15_000;

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final URI server;
  private final List<String> complaints = new ArrayList<>();

  /** Starts it for the pages of this server. */
  Browser(URI server) {
    this.server = server;
    Path chromium =
        PLACES.stream()
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() ->
                new IllegalStateException(
                    "these tests need a browser: apt install chromium, or Google Chrome"));
    this.playwright =
        Playwright.create(
            new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(chromium)
                    // Its sandbox cannot be had by root, as whom containers build.
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
  }

  /** Somebody else at a browser of his own: no cookies, no history. */
  Page somebody() {
    return somebody(new NewContextOptions().setViewportSize(1280, 900));
  }

  Page somebody(NewContextOptions options) {
    BrowserContext context = browser.newContext(options.setBaseURL(server.toString()));
    context.setDefaultTimeout(LONGEST_MILLIS);
    Page page = context.newPage();
    page.onPageError(error -> complaints.add(page.url() + ": " + error));
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") && !message.text().contains("status of 4")) {
        complaints.add(page.url() + ": " + message.text());
      }
    });
    page.onRequest(request -> {
      URI to = URI.create(request.url());
      if (!to.getScheme().equals("data") && !server.getAuthority().equals(to.getAuthority())) {
        complaints.add(page.url() + " asks for " + to);
      }
    });
    page.onDialog(dialog -> {
      complaints.add(page.url() + " opened a dialog: " + dialog.message());
      dialog.dismiss();
    });
    return page;
  }

  /** The same, signed in to the console. */
  Page operator(String token) {
    return operator(token, new NewContextOptions().setViewportSize(1280, 900));
  }

  Page operator(String token, NewContextOptions options) {
    Page page = somebody(options);
    page.navigate("/console");
    page.locator("#token").fill(token);
    page.locator("#enter button").click();
    page.waitForURL("**/console/app");
    return page;
  }

  /** What pages have complained of so far. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
