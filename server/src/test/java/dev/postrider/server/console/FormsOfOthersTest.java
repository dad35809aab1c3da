package dev.postrider.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.ApiClient;
import dev.postrider.server.RunningServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other sites may try with the browser of somebody who is signed in. */
final class FormsOfOthersTest {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]{32})\"");

  private final RunningServer server = new RunningServer();
  private final String token = server.token("org_forms");
  private final ApiClient api = new ApiClient(server.url(), token);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.close();
    api.close();
    server.close();
  }

  @Test
  void aFormThatDoesNotComeFromThePageIsRefused() throws Exception {
    String cookie = signedIn();
    String page = get("/console/app", cookie).body();
    Matcher csrf = CSRF.matcher(page);
    assertThat(csrf.find()).isTrue();
    String form = "name=First&platform=standard";
    assertThat(post("/console/app", cookie, form).statusCode()).isEqualTo(403);
    String guessed = form + "&csrf=" + "0".repeat(32);
    assertThat(post("/console/app", cookie, guessed).statusCode()).isEqualTo(403);
    String whole = form + "&csrf=" + csrf.group(1);
    assertThat(post("/console/app", cookie, whole, "Sec-Fetch-Site", "cross-site").statusCode())
        .isEqualTo(403);
    String another = signedIn();
    assertThat(post("/console/app", another, whole).statusCode()).isEqualTo(403);
    assertThat(applications()).isZero();
    assertThat(post("/console/app", cookie, whole, "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(303);
    assertThat(applications()).isEqualTo(1);
  }

  private int applications() throws Exception {
    return api.all("/api/v1/app").size();
  }

  @Test
  void nobodyIsSignedInByAnotherSite() throws Exception {
    HttpResponse<String> refused =
        post("/console/sign-in", "", "token=" + token, "Sec-Fetch-Site", "cross-site");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example/console/",
        "/\\evil.example",
        "/consoles",
        "/console/\r\nX-Mine: 1",
        "javascript:alert(1)"
      })
  void nobodyIsLedAway(String to) throws Exception {
    String encoded = URLEncoder.encode(to, StandardCharsets.UTF_8);
    HttpResponse<String> entered =
        post("/console/sign-in", "", "token=" + token + "&to=" + encoded);
    assertThat(entered.headers().firstValue("Location")).hasValue("/console/app");
    HttpResponse<String> spoken = get("/console/language/cs?to=" + encoded, "");
    assertThat(spoken.headers().firstValue("Location")).hasValue("/console");
  }

  @Test
  void aPageRunsNothingOfItsOwnAndIsFramedByNobody() throws Exception {
    HttpResponse<String> page = get("/console/app", signedIn());
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self';", "style-src 'self';")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(page.body()).doesNotContain("<style", "style=", "onclick=", token);
  }

  /** Not even those that may read the API: pages show what a cookie opens. */
  @ParameterizedTest
  @CsvSource({
    "/portal, false",
    "/console, false",
    "/console/assets/console.js, false",
    "/api/v1/health, true"
  })
  void noOtherSiteReadsAPage(String path, boolean readable) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.url().resolve(path))
            .header("Origin", RunningServer.ORIGIN)
            .build();
    HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin").isPresent())
        .isEqualTo(readable);
  }

  @Test
  void aKeyThatIsRevokedOpensNoPageAnyMore() throws Exception {
    String body = "{\"name\":\"mine\",\"permissions\":[\"read\",\"manage\"]}";
    var key = api.post("/api/v1/api-key", body).require(201);
    String cookie = signedInWith(key.path("key").asString());
    assertThat(get("/console/app", cookie).statusCode()).isEqualTo(200);
    assertThat(get("/console/audit-log", cookie).statusCode()).isEqualTo(403);
    HttpRequest revoke =
        HttpRequest.newBuilder(server.url().resolve("/api/v1/api-key/" + key.path("id").asString()))
            .header("Authorization", "Bearer " + token)
            .DELETE()
            .build();
    assertThat(http.send(revoke, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
    HttpResponse<String> left = get("/console/app", cookie);
    assertThat(left.headers().firstValue("Location").orElseThrow()).startsWith("/console/sign-in");
    assertThat(left.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
  }

  private String signedIn() throws IOException, InterruptedException {
    return signedInWith(token);
  }

  private String signedInWith(String key) throws IOException, InterruptedException {
    HttpResponse<String> entered = post("/console/sign-in", "", "token=" + key);
    assertThat(entered.statusCode()).isEqualTo(303);
    String cookie = entered.headers().firstValue("Set-Cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private HttpResponse<String> get(String path, String cookie)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve(path)).GET();
    return http.send(with(request, cookie).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String cookie, String form, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.url().resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(with(request, cookie).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder with(HttpRequest.Builder request, String cookie) {
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }
}
