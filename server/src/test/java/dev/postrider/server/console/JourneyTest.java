package dev.postrider.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.LocatorOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.postrider.server.ApiClient;
import dev.postrider.server.RunningServer;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an operator does on his first day, with mouse and keyboard. */
final class JourneyTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  private final RunningServer server = new RunningServer();
  private final String token = server.token("org_journey");
  private final ApiClient api = new ApiClient(server.url(), token);
  private final Receiver receiver = Receiver.start();
  private final AtomicInteger status = new AtomicInteger(200);
  private final Browser browser = new Browser(server.url());

  @BeforeEach
  void answer() {
    receiver.answer(_ -> Answer.status(status.get()));
  }

  @AfterEach
  void close() {
    browser.close();
    receiver.close();
    api.close();
    server.close();
  }

  @Test
  void anEndpointIsMadeBrokenMendedAndCaughtUp() throws Exception {
    Page page = browser.operator(token);
    assertThat(page.locator(".empty").first()).containsText("No applications yet");

    page.locator("#name").fill("First customer");
    page.locator("#uid").fill("first");
    button(page, "Create application").click();
    page.waitForURL("**/app/app_*");
    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("New endpoint")).click();
    page.locator("#url").fill(receiver.url());
    button(page, "Save").click();
    assertThat(page.locator("[role=status]").first()).containsText("Created.");

    // A message is seen while it arrives.
    Page live = page.context().newPage();
    live.navigate("/console/app/first/live");
    assertThat(live.locator("#live-state")).containsText("Attempts appear");
    publish();
    receiver.awaitCount(1, SOON);
    assertThat(live.locator("#live-rows tr")).hasCount(1);
    assertThat(live.locator("#live-rows tr").first()).containsText("Delivered");

    // The receiver breaks: the page says so, and why.
    status.set(500);
    publish();
    assertThat(live.locator("#live-rows tr").first()).containsText("Retrying");
    page.reload();
    assertThat(page.locator("section.card.bad")).containsText("has an internal error");

    // It is mended, and the message sent again by hand.
    status.set(200);
    page.locator("table a").first().click();
    page.waitForURL("**/message/msg_*");
    Locator delivery = page.locator("#deliveries > section");
    assertThat(delivery.locator(".head .tag")).hasText("Retrying");
    button(page, "Resend").click();
    assertThat(delivery.locator(".head .tag")).hasText("Delivered");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void anEndpointIsPausedAndDeletedByItsName() throws Exception {
    application();
    endpoint();
    Page page = browser.operator(token);
    page.navigate("/console/app/first/endpoint/hook");
    button(page, "Disable").click();
    assertThat(page.locator(".head .tag").first()).hasText("Disabled");
    button(page, "Enable").click();
    assertThat(page.locator(".head .tag").first()).hasText("Healthy");

    page.getByText("Delete this endpoint").first().click();
    page.locator("#confirm").fill("something else");
    button(page, "Delete this endpoint").click();
    assertThat(page.locator(".problems")).containsText("Nothing was deleted");
    page.getByText("Delete this endpoint").first().click();
    page.locator("#confirm").fill(receiver.url());
    button(page, "Delete this endpoint").click();
    assertThat(page.locator(".empty")).containsText("No endpoints yet");
    assertThat(api.get("/api/v1/app/first/endpoint/hook").status()).isEqualTo(404);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void whatWasMissedIsSentAfterItWasCounted() throws Exception {
    application();
    publish();
    publish();
    endpoint();
    Page page = browser.operator(token);
    page.navigate("/console/app/first/endpoint/hook/replay");
    page.getByText("Messages it missed").click();
    button(page, "Preview").click();
    assertThat(page.locator("form p[role=status]")).containsText("2 messages will be sent");
    button(page, "Start replay").click();
    page.waitForURL("**/console/app/first/task/qtask_*");
    assertThat(page.locator("#task")).containsText("Finished");
    assertThat(page.locator("#task progress")).hasAttribute("value", "100");
    receiver.awaitCount(2, SOON);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void anEndpointMayHaveTheRulesOfAnotherPlatform() throws Exception {
    application();
    Page page = browser.operator(token);
    page.navigate("/console/app/first/new-endpoint");
    page.locator("#url").fill(receiver.url());
    page.locator("#preset").selectOption("qikchat");
    page.locator("#uid").fill("hook");
    button(page, "Save").click();
    assertThat(page.locator("[role=status]").first()).containsText("Created.");
    JsonNode policy = api.get("/api/v1/app/first/endpoint/hook/policy").require(200);
    JsonNode qikchat = platform("qikchat");
    assertThat(policy.path("effective")).isEqualTo(qikchat);
    assertThat(policy.path("platform")).isNotEqualTo(qikchat);

    page.navigate("/console/app/first/endpoint/hook/policy");
    page.locator("#preset").selectOption("mluvii");
    button(page, "Fill in below").click();
    button(page, "Save").click();
    assertThat(page.locator("[role=status]").first()).containsText("Saved.");
    assertThat(api.get("/api/v1/app/first/endpoint/hook/policy").require(200).path("effective"))
        .isEqualTo(platform("mluvii"));
    assertThat(browser.complaints()).isEmpty();
  }

  private JsonNode platform(String name) throws Exception {
    for (JsonNode platform : api.get("/api/v1/platform").require(200).path("data")) {
      if (platform.path("name").asString().equals(name)) {
        return platform.path("policy");
      }
    }
    throw new AssertionError("there is no platform " + name);
  }

  /** Whoever looks elsewhere on earth finds the same messages by what his clock shows. */
  @Test
  void timesAreThoseOfWhoeverLooks() throws Exception {
    application();
    publish();
    JsonNode message = api.get("/api/v1/app/first/msg").require(200).at("/data/0");
    Instant at = Instant.parse(message.path("timestamp").asString());
    ZonedDateTime there = at.atZone(ZoneId.of("Asia/Tokyo"));
    Page page =
        browser.operator(
            token, new NewContextOptions().setTimezoneId("Asia/Tokyo").setLocale("en-GB"));
    page.navigate("/console/app/first/message");
    Locator time = page.locator("table time");
    assertThat(time).hasAttribute("title", message.path("timestamp").asString());
    assertThat(time).containsText(DateTimeFormatter.ofPattern("HH:mm:ss").format(there));
    DateTimeFormatter field = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    page.locator("#after").fill(field.format(there.minusMinutes(1)));
    page.locator("#before").fill(field.format(there.plusMinutes(1)));
    button(page, "Search").click();
    assertThat(page.locator("table time")).hasCount(1);
    assertThat(page.locator("#after")).hasValue(field.format(there.minusMinutes(1)));
    page.locator("#before").fill(field.format(there.minusSeconds(1)));
    button(page, "Search").click();
    assertThat(page.locator(".empty")).isVisible();
    page.navigate("/console/app/first/message?after=yesterday");
    assertThat(page.locator("#after")).hasValue("");
    assertThat(page.locator("input[name=after]")).hasValue("");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aPauseByASlipOfTheHandIsUndone() throws Exception {
    application();
    endpoint();
    Page page = browser.operator(token);
    page.navigate("/console/app/first/endpoint/hook");
    button(page, "Disable").click();
    button(page, "Undo").click();
    assertThat(page.locator(".head .tag").first()).hasText("Healthy");
    // Somebody else has undone it meanwhile: there is nothing to be undone any more.
    page.navigate("/console/app/first/endpoint/hook?said=disabled");
    assertThat(page.getByText("Undo")).hasCount(0);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aSecretIsNotInThePageUntilItIsAskedFor() throws Exception {
    application();
    endpoint();
    String secret =
        api.get("/api/v1/app/first/endpoint/hook/secret").require(200).path("key").asString();
    Page page = browser.operator(token);
    page.navigate("/console/app/first/endpoint/hook");
    assertThat(page.content()).doesNotContain(secret);
    button(page, "Reveal").click();
    assertThat(page.locator("#secret")).hasText(secret);
    assertThat(browser.complaints()).isEmpty();
  }

  /** What is not taken back asks before. */
  @Test
  void aSecretIsRotatedAtTheSecondClick() throws Exception {
    application();
    endpoint();
    String path = "/api/v1/app/first/endpoint/hook/secret";
    String before = api.get(path).require(200).path("key").asString();
    Page page = browser.operator(token);
    page.navigate("/console/app/first/endpoint/hook");
    assertThat(button(page, "Rotate")).isHidden();
    page.locator("summary", new LocatorOptions().setHasText("Rotate")).click();
    assertThat(api.get(path).require(200).path("key").asString()).isEqualTo(before);
    button(page, "Rotate").click();
    assertThat(page.locator("[role=status]").first()).containsText("Secret rotated");
    assertThat(api.get(path).require(200).path("key").asString()).isNotEqualTo(before);
    assertThat(browser.complaints()).isEmpty();
  }

  /** Browsers give pages of plain HTTP no clipboard. */
  @Test
  void whatCannotBeCopiedIsMarked() throws Exception {
    application();
    publish();
    Page page = browser.operator(token);
    page.addInitScript("Object.defineProperty(navigator, 'clipboard', {value: undefined})");
    page.navigate("/console/app/first/message");
    page.locator("table a").first().click();
    button(page, "Copy").click();
    assertThat(page.evaluate("getSelection().toString()"))
        .isEqualTo(page.locator("#payload").textContent());
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void whoeverShowsNothingGoodIsLeftOutside() {
    Page page = browser.somebody();
    page.navigate("/console/app/first/endpoint?iterator=x");
    page.locator("#token").fill("pr_live_nonsense");
    page.locator("#enter button").click();
    assertThat(page.locator(".problems")).isVisible();
    page.locator("#token").fill(token);
    page.locator("#enter button").click();
    assertThat(page.locator("h1")).hasText("Not found");
    assertThat(page.url()).endsWith("/console/app/first/endpoint?iterator=x");
    button(page, "Sign out").click();
    page.navigate("/console/app");
    assertThat(page.locator("#token")).isVisible();
    assertThat(browser.complaints()).isEmpty();
  }

  private void application() throws Exception {
    api.post("/api/v1/app", "{\"name\":\"First\",\"uid\":\"first\"}").require(201);
  }

  private void endpoint() throws Exception {
    String body = "{\"url\":\"%s\",\"uid\":\"hook\"}".formatted(receiver.url());
    api.post("/api/v1/app/first/endpoint", body).require(201);
  }

  private void publish() throws Exception {
    api.post("/api/v1/app/first/msg", "{\"eventType\":\"chat.begun\",\"payload\":{\"a\":1}}")
        .require(202);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true))
        .first();
  }
}
