package dev.postrider.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.LocatorOptions;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a customer sees who comes by the link that he was given. */
final class PortalPagesTest {
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
  void aLinkLeadsToOneApplicationAndToNoOther() throws Exception {
    String other = furnished.api().get("/api/v1/app/other").require(200).path("id").asString();
    Page page = entered("{}");
    for (Map.Entry<String, String> one : furnished.ownPages("first").entrySet()) {
      Response response = page.navigate("/portal" + one.getValue());
      assertThat(response.status()).as(one.getKey()).isEqualTo(200);
    }
    for (String app : new String[] {"other", other}) {
      for (Map.Entry<String, String> one : furnished.ownPages(app).entrySet()) {
        Response response = page.navigate("/portal" + one.getValue());
        assertThat(response.status()).as(one.getKey()).isEqualTo(404);
      }
    }
    for (String path : new String[] {"/app", "/api-key", "/audit-log", "/task", "/settings"}) {
      assertThat(page.navigate("/portal" + path).status()).as(path).isEqualTo(404);
    }
    page.navigate("/console/app");
    assertThat(page.locator("#token")).isVisible();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void whoMayOnlyLookChangesNothing() throws Exception {
    Page page = entered("{\"readOnly\": true}");
    page.navigate("/portal/app/first/endpoint/good");
    page.locator("button:text-is('Disable')").click();
    assertThat(page.locator(".problems")).isVisible();
    boolean disabled =
        furnished
            .api()
            .get("/api/v1/app/first/endpoint/good")
            .require(200)
            .path("disabled")
            .asBoolean();
    assertThat(disabled).isFalse();
  }

  /** All that a customer needs to see whether his receiver works, without asking anybody. */
  @Test
  void aCustomerTriesHisReceiverByHimself() throws Exception {
    Page page = entered("{}");
    page.navigate("/portal/app/first/new-endpoint");
    assertThat(page.locator("form.card")).containsText("offlineMessageIsSubmitted");
    page.navigate("/portal/app/first/endpoint/good");
    int before = furnished.arrived();
    page.getByText("Send test event").click();
    page.waitForURL("**/message/msg_*");
    assertThat(page.locator("#deliveries > section .head .tag")).hasText("Delivered");
    assertThat(furnished.arrived()).isGreaterThan(before);
    page.navigate("/portal/app/first/endpoint/good/replay");
    page.getByText("All finished messages").click();
    page.getByText("Preview").click();
    page.getByText("Start replay").click();
    page.waitForURL("**/portal/app/*/task/qtask_*");
    assertThat(page.locator("#task")).containsText("Finished");
    page.navigate("/portal/app/first/event-type");
    Locator type = page.locator("details", new LocatorOptions().setHasText("Send this example"));
    type.first().locator("summary").click();
    type.first().getByText("Send this example").click();
    page.waitForURL("**/message/msg_*");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void whoeverLeavesEndsTheLink() throws Exception {
    String link = furnished.portalLink("{}");
    Page page = browser.somebody();
    page.navigate(link);
    page.waitForURL("**/portal/app/app_*");
    page.getByText("Sign out").click();
    assertThat(page.locator("#token")).isVisible();
    Page again = browser.somebody();
    again.navigate(link);
    assertThat(again.locator(".problems")).isVisible();
  }

  /** Whoever has the links of two applications sees the one that he has opened last. */
  @Test
  void anotherLinkLeadsToAnotherApplication() throws Exception {
    String other = furnished.api().get("/api/v1/app/other").require(200).path("id").asString();
    Page page = entered("{}");
    assertThat(page.url()).doesNotEndWith(other);
    page.navigate(furnished.portalLink("other", "{}"));
    page.waitForURL("**/portal/app/" + other);
    assertThat(page.url()).doesNotContain("key=");
    assertThat(page.navigate("/portal/app/other/endpoint").status()).isEqualTo(200);
    assertThat(page.navigate("/portal/app/first/endpoint").status()).isEqualTo(404);
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%%", "bnVsbA==", "e30=", "eyJhcHBJZCI6"})
  void aLinkThatLostAPartSaysSo(String rest) {
    Page page = browser.somebody();
    page.navigate("/portal#key=" + rest);
    assertThat(page.getByRole(AriaRole.ALERT)).hasText("This link is damaged. Ask for a new one.");
    assertThat(page.locator("#token")).isVisible();
    assertThat(page.url()).doesNotContain("key=");
    assertThat(browser.complaints()).isEmpty();
  }

  /** The token is in no URL that a server or its log sees, nor in the history. */
  private Page entered(String body) throws Exception {
    Page page = browser.somebody();
    page.navigate(furnished.portalLink(body));
    page.waitForURL("**/portal/app/app_*");
    assertThat(page.url()).doesNotContain("key=");
    return page;
  }
}
