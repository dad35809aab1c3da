package dev.postrider.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.ApiClient;
import dev.postrider.server.RunningServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, where he gets to, and what he sees of what is not his. */
final class SignInTest {
  private final RunningServer server = new RunningServer();
  private final String token = server.token("org_sign_in");
  private final ApiClient api = new ApiClient(server.url(), token);
  private final Visitor visitor = new Visitor(server.url());
  private String app;

  @BeforeEach
  void application() throws Exception {
    String body = "{\"name\":\"Kavárna\",\"uid\":\"first\"}";
    app = api.post("/api/v1/app", body).require(201).path("id").asString();
  }

  @AfterEach
  void close() {
    visitor.close();
    api.close();
    server.close();
  }

  private String portal(String body) throws IOException, InterruptedException {
    return api.post("/api/v1/auth/app-portal-access/first", body)
        .require(200)
        .path("token")
        .asString();
  }

  private static String location(HttpResponse<?> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  @Test
  void aPortalsTokenThatIsPastedOpensItsPortal() throws Exception {
    HttpResponse<String> entered = visitor.signIn("/portal", portal("{}"));
    assertThat(location(entered)).isEqualTo("/portal/app/" + app);
    assertThat(location(visitor.get("/portal"))).isEqualTo("/portal/app/" + app);
    HttpResponse<String> page = visitor.get("/portal/app/" + app);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<title>Overview · Kavárna · Postrider</title>");
  }

  @Test
  void eachFaceHasItsOwnTokens() throws Exception {
    HttpResponse<String> operator = visitor.signIn("/portal", token);
    assertThat(operator.statusCode()).isEqualTo(403);
    assertThat(operator.body()).contains("Operators sign in at /console");
    HttpResponse<String> owner = visitor.signIn("/console", portal("{}"));
    assertThat(owner.statusCode()).isEqualTo(403);
    assertThat(owner.body()).contains("belong to the portal");
  }

  @Test
  void whatIsNoPageLeadsBackIntoThePortal() throws Exception {
    assertThat(visitor.signIn("/portal", portal("{}")).statusCode()).isEqualTo(303);
    HttpResponse<String> nothing = visitor.get("/portal/api-key");
    assertThat(nothing.statusCode()).isEqualTo(404);
    assertThat(nothing.body())
        .contains("/portal/app/" + app + "/endpoint")
        .doesNotContain("/portal/audit-log");
  }

  @Test
  void whoMayOnlyLookIsOfferedNoAlerts() throws Exception {
    assertThat(visitor.signIn("/portal", portal("{\"readOnly\":true}")).statusCode())
        .isEqualTo(303);
    assertThat(visitor.get("/portal/app/first").body())
        .contains("/portal/app/first/message\"")
        .doesNotContain("/portal/app/first/alert\"");
  }

  @Test
  void aTokenThatNoCookieHoldsIsRefusedInWords() throws Exception {
    String flags =
        IntStream.range(0, 99)
            .mapToObj(i -> "\"flag-numbered-" + i + "\"")
            .collect(Collectors.joining(","));
    HttpResponse<String> refused =
        visitor.signIn("/portal", portal("{\"featureFlags\":[" + flags + "]}"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("too long for a browser session");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cs-;Domain=evil.example", "cs-x", "CS", "de"})
  void aLanguageIsOneThatThereIs(String tag) throws Exception {
    HttpResponse<String> answer = visitor.get("/console/language/" + tag);
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(visitor.get("/console/language/cs").headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("postrider_language=cs; Path=/console; ");
  }

  /** A form's own path has no page, so links of what it shows lead to the page around it. */
  @Test
  void linksOfWhatAFormShowsLeadToAPage() throws Exception {
    assertThat(visitor.signIn("/console", token).statusCode()).isEqualTo(303);
    String body = "{\"url\":\"https://example.com/\",\"uid\":\"hook\"}";
    api.post("/api/v1/app/first/endpoint", body).require(201);
    String page = "/console/app/first/endpoint/hook";
    HttpResponse<String> shown = visitor.post(page, page + "/secret", Map.of());
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body())
        .contains("/console/language/cs?to=%2Fconsole%2Fapp%2Ffirst%2Fendpoint%2Fhook\"");
    // The browser shows the form's path, and may ask for it again.
    HttpResponse<String> again = visitor.get(page + "/secret");
    assertThat(location(again)).isEqualTo(page);
  }
}
