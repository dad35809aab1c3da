package dev.postrider.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.ApiClient;
import dev.postrider.server.RunningServer;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What forms change, and what they leave as it is. */
final class SavingTest {
  private static final String PAGE = "/console/app/first/endpoint/hook/authentication";

  private final RunningServer server = new RunningServer();
  private final String token = server.token("org_saving");
  private final ApiClient api = new ApiClient(server.url(), token);
  private final Visitor visitor = new Visitor(server.url());

  @BeforeEach
  void endpoint() throws Exception {
    api.post("/api/v1/app", "{\"name\":\"First\",\"uid\":\"first\"}").require(201);
    assertThat(visitor.signIn("/console", token).statusCode()).isEqualTo(303);
  }

  @AfterEach
  void close() {
    visitor.close();
    api.close();
    server.close();
  }

  private JsonNode authentication(String json) throws Exception {
    String body =
        "{\"url\":\"https://example.com/\",\"uid\":\"hook\",\"authentication\":%s}".formatted(json);
    api.post("/api/v1/app/first/endpoint", body).require(201);
    return authentication();
  }

  private JsonNode authentication() throws Exception {
    return api.get("/api/v1/app/first/endpoint/hook").require(200).path("authentication");
  }

  /** RFC 9421 signatures and how a client shows itself to a token endpoint are on no page. */
  @Test
  void whatAPageDoesNotShowStaysWhenItIsSaved() throws Exception {
    JsonNode before =
        authentication(
            """
            {"messageSignatures": true, "oauth2": {"tokenUrl": "https://id.example.com/token",
             "clientId": "us", "clientSecret": "secret", "clientAuthentication": "body", "scope": "hooks"}}
            """);
    assertThat(before.at("/oauth2/clientAuthentication").asString()).isEqualTo("body");
    Map<String, String> unchanged =
        Map.of(
            "way", "oauth2",
            "oauth2.tokenUrl", "https://id.example.com/token",
            "oauth2.clientId", "us",
            "oauth2.clientSecret", "",
            "oauth2.scope", "hooks",
            "oauth2.audience", "");
    assertThat(visitor.post(PAGE, PAGE, unchanged).statusCode()).isEqualTo(303);
    assertThat(authentication()).isEqualTo(before);

    assertThat(visitor.post(PAGE, PAGE, Map.of("way", "")).statusCode()).isEqualTo(303);
    assertThat(authentication().path("messageSignatures").asBoolean()).isTrue();
    assertThat(authentication().has("oauth2")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"30 d", "1 y", "0", "-1", "1.5"})
  void aKeyThatShallExpireIsNotMadeForEver(String days) throws Exception {
    String page = "/console/api-key";
    Map<String, String> form = Map.of("name", "Shop", "permission", "publish", "days", days);
    HttpResponse<String> refused = visitor.post(page, page, form);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("whole number of days", "value=\"" + days + "\"", "value=\"publish\" checked");
    assertThat(api.all("/api/v1/api-key")).isEmpty();
  }
}
