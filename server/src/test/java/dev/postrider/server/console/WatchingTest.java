package dev.postrider.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import dev.postrider.server.ApiClient;
import dev.postrider.server.RunningServer;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Receiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a page that is left open does while things go on. */
final class WatchingTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String STREAM = "**/live/events*";

  private final RunningServer server = new RunningServer();
  private final String token = server.token("org_watching");
  private final ApiClient api = new ApiClient(server.url(), token);
  private final Receiver receiver = Receiver.start();
  private final AtomicInteger status = new AtomicInteger(500);
  private final Browser browser = new Browser(server.url());
  private String message = "";

  /** A message that has not arrived yet. */
  @BeforeEach
  void publish() throws Exception {
    receiver.answer(_ -> Answer.status(status.get()));
    api.post("/api/v1/app", "{\"name\":\"First\",\"uid\":\"first\"}").require(201);
    String endpoint = "{\"url\":\"%s\",\"uid\":\"hook\"}".formatted(receiver.url());
    api.post("/api/v1/app/first/endpoint", endpoint).require(201);
    String body = "{\"eventType\":\"chat.begun\",\"payload\":{\"a\":1}}";
    this.message = api.post("/api/v1/app/first/msg", body).require(202).path("id").asString();
    receiver.awaitCount(1, SOON);
  }

  @AfterEach
  void close() {
    browser.close();
    receiver.close();
    api.close();
    server.close();
  }

  @Test
  void aPageThatNobodySeesHoldsNoConnection() throws Exception {
    Page page = browser.operator(token);
    List<Request> over = new ArrayList<>();
    page.onRequestFailed(over::add);
    for (String path : List.of("/message/" + message, "/live")) {
      Request stream =
          page.waitForRequest(STREAM, () -> page.navigate("/console/app/first" + path));
      hide(page, true);
      page.waitForCondition(() -> over.contains(stream));
      page.waitForRequest(STREAM, () -> hide(page, false));
    }
    assertThat(page.locator("#live-state")).containsText("Attempts appear");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void whatCameWhileNobodyLookedIsShownAfterwards() throws Exception {
    Page page = browser.operator(token);
    page.navigate("/console/app/first/message/" + message);
    Locator delivery = page.locator("#deliveries > section");
    assertThat(delivery.locator(".head .tag")).hasText("Retrying");
    hide(page, true);
    arrives();
    hide(page, false);
    assertThat(delivery.locator(".head .tag")).hasText("Delivered");
    assertThat(page.locator("[data-live]")).hasCount(0);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void whoeverReadsIsNotDisturbedUntilHeIsDone() throws Exception {
    Page page = browser.operator(token);
    page.navigate("/console/app/first/message/" + message);
    Locator delivery = page.locator("#deliveries > section");
    assertThat(delivery.locator(".head .tag")).hasText("Retrying");
    delivery.locator("summary").first().click();
    arrives();
    assertThat(delivery.locator("details").first()).hasAttribute("open", "");
    delivery.locator("summary").first().click();
    assertThat(delivery.locator(".head .tag")).hasText("Delivered");
    assertThat(browser.complaints()).isEmpty();
  }

  /** A part of a page that is asked for anew does not give way to nothing. */
  @Test
  void whoseKeyIsRevokedIsAskedForAnother() throws Exception {
    String body = "{\"name\":\"mine\",\"permissions\":[\"read\"]}";
    JsonNode key = api.post("/api/v1/api-key", body).require(201);
    arrives();
    Page page = browser.operator(key.path("key").asString());
    page.navigate("/console/app/first/message/" + message);
    assertThat(page.locator("#deliveries > section .head .tag")).hasText("Delivered");
    assertThat(page.locator("[data-live]")).hasCount(0);
    api.delete("/api/v1/api-key/" + key.path("id").asString()).require(204);
    page.evaluate("htmx.trigger('#deliveries', 'attempted')");
    assertThat(page.locator("#token")).isVisible();
    assertThat(page.url()).contains("/console/sign-in");
    assertThat(browser.complaints()).isEmpty();
  }

  private void arrives() throws Exception {
    status.set(200);
    String path = "/api/v1/app/first/msg/" + message + "/endpoint/hook/resend";
    api.post(path, "{}").require(202);
    receiver.awaitCount(2, SOON);
  }

  /** As when another tab is chosen, which a browser without windows has not. */
  private static void hide(Page page, boolean hidden) {
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
            + " document.dispatchEvent(new Event('visibilitychange')); }",
        hidden);
  }
}
