package dev.postrider.server.platforms;

import static dev.postrider.server.platforms.Comm100Client.WEBHOOKS;
import static dev.postrider.server.platforms.Comm100Client.error;
import static dev.postrider.server.platforms.Comm100Client.ok;
import static dev.postrider.server.platforms.Comm100Client.sample;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who may call Comm100's management API, by the numbers of its requirements. */
final class Comm100SignInTest extends PlatformTest {
  private Comm100Client client;

  Comm100SignInTest() {
    super("comm100");
  }

  @BeforeEach
  void signIn() throws Exception {
    // Another test's calls do not count any more (C-14).
    server.turn(Duration.ofMinutes(5));
    client = Comm100Client.of(server, customer, "");
  }

  @AfterEach
  void signOut() {
    client.close();
  }

  @Test
  void C_12_thePasswordGrantAnswersWhatTheVendorsDoes() throws Exception {
    HttpResponse<String> answer = client.login(client.form());
    JsonNode body = ok(answer);
    JsonNode expected = sample("token-200-response");
    assertThat(body.propertyNames()).containsExactlyElementsOf(expected.propertyNames());
    assertThat(body.path("token_type")).isEqualTo(expected.path("token_type"));
    assertThat(body.path("expires_in")).isEqualTo(expected.path("expires_in"));
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void C_12_allFourParametersAreRequired() throws Exception {
    String form = client.form();
    for (String name : new String[] {"grant_type", "email", "password", "client_id"}) {
      String without = form.replaceAll("(^|&)" + name + "=[^&]*", "").replaceAll("^&", "");
      assertThat(error(400, client.login(without)))
          .isEqualTo("Parameter '" + name + "' is required.");
    }
    assertThat(error(400, client.login("")))
        .isEqualTo(
            "Parameter 'grant_type' is required. Parameter 'email' is required. Parameter"
                + " 'password' is required. Parameter 'client_id' is required.");
    assertThat(error(400, client.login(form.replace("=password", "=client_credentials"))))
        .isEqualTo("Parameter 'grant_type' must be password or refresh_token.");
    error(400, client.login(form + "&client_id=again"));
    error(400, client.login(form.replace("=crm", "=" + "x".repeat(257))));
    error(400, client.login(form.replace("=crm", "=%zz")));
    error(400, client.login(form + "&more=" + "x".repeat(20_000)));
  }

  @Test
  void C_12_C_16_nobodyElseGetsAToken() throws Exception {
    String form = client.form();
    String said = error(401, client.login(form.replace("&client_id", "x&client_id")));
    assertThat(said).isEqualTo("Wrong e-mail address or password");
    assertThat(error(401, client.login(form.replace("email=it", "email=nobody")))).isEqualTo(said);
    assertThat(error(401, client.login(form.replace("email=it", "email=%00")))).isEqualTo(said);
    try (Customer other = new Customer(server, "mluvii")) {
      String credential = "{\"name\":\"%s@example.com\"}".formatted(other.application);
      JsonNode made = other.api().post(other.path("/credential"), credential).require(201);
      error(
          401,
          client.login(
              "grant_type=password&client_id=crm&email=%s&password=%s"
                  .formatted(made.path("name").asString(), made.path("secret").asString())));
    }
  }

  @Test
  void C_9_C_12_theTokenHoldsTwelveHours() throws Exception {
    assertThat(client.authorization).startsWith("Bearer ");
    server.turn(Duration.ofHours(12).minusSeconds(2));
    assertThat(client.list()).isEmpty();
    server.turn(Duration.ofSeconds(1));
    HttpResponse<String> answer = client.call("GET", WEBHOOKS, null);
    error(401, answer);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("Bearer", "Basic");
    client.signIn();
    assertThat(client.list()).isEmpty();
  }

  @Test
  void C_12_aRefreshTokenGivesNewTokensAndNothingElse() throws Exception {
    String refresh = ok(client.login(client.form())).path("refresh_token").asString();
    client.authorization = "Bearer " + refresh;
    error(401, client.call("GET", WEBHOOKS, null));
    server.turn(Duration.ofDays(1));
    JsonNode next = ok(client.login("grant_type=refresh_token&refresh_token=" + refresh));
    assertThat(next.propertyNames())
        .containsExactlyElementsOf(sample("token-200-response").propertyNames());
    String access = next.path("access_token").asString();
    client.authorization = "Bearer " + access;
    assertThat(client.list()).isEmpty();
    error(401, client.login("grant_type=refresh_token&refresh_token=" + access));
    error(401, client.login("grant_type=refresh_token&refresh_token=nonsense"));
    assertThat(error(400, client.login("grant_type=refresh_token")))
        .isEqualTo("Parameter 'refresh_token' is required.");
    server.turn(Duration.ofDays(30));
    error(401, client.login("grant_type=refresh_token&refresh_token=" + refresh));
  }

  @Test
  void C_12_tokensEndWithTheirCredential() throws Exception {
    String refresh = ok(client.login(client.form())).path("refresh_token").asString();
    String path = customer.path("/credential/" + client.email.replace("@", "%40"));
    assertThat(customer.api().delete(path).status()).isEqualTo(204);
    error(401, client.call("GET", WEBHOOKS, null));
    error(401, client.login("grant_type=refresh_token&refresh_token=" + refresh));
    error(401, client.login(client.form()));
    client.authorization = client.basic();
    error(401, client.call("GET", WEBHOOKS + "?siteId=" + customer.application, null));
  }

  @Test
  void C_9_noOtherTokenOpensThisApiAndThisTokenNoOther() throws Exception {
    assertThat(client.call("GET", "/api/v1/app", null).statusCode()).isEqualTo(403);
    assertThat(client.call("GET", "/api/v1/Webhooks", null).statusCode()).isEqualTo(401);
    for (String other : new String[] {"", "Bearer " + server.token(), "Bearer x", "Digest x"}) {
      client.authorization = other;
      error(401, client.call("GET", WEBHOOKS, null));
    }
  }

  @Test
  void C_13_emailAndKeyOpenTheSiteThatIsNamed() throws Exception {
    client.authorization = client.basic();
    String id = customer.api().get(customer.path("")).require(200).path("id").asString();
    for (String site : new String[] {customer.application, id}) {
      assertThat(ok(client.call("GET", WEBHOOKS + "?siteId=" + site, null))).isEmpty();
    }
    assertThat(
            client
                .call(
                    "POST",
                    WEBHOOKS + "?siteId=" + customer.application,
                    sample("webhook-create-request").toString())
                .statusCode())
        .isEqualTo(201);
    assertThat(error(400, client.call("GET", WEBHOOKS, null)))
        .isEqualTo("Parameter 'siteId' is required.");
    assertThat(error(400, client.call("GET", WEBHOOKS + "?siteId=10000", null)))
        .isEqualTo("Parameter 'siteId' is not the site of these credentials.");
  }

  @Test
  void C_13_C_16_aWrongKeyIs401() throws Exception {
    for (String pair :
        new String[] {client.email + ":x", "x:" + client.secret, client.email, ":"}) {
      client.authorization =
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      assertThat(error(401, client.call("GET", WEBHOOKS + "?siteId=" + customer.application, null)))
          .isEqualTo("Wrong e-mail address or API key");
    }
    for (String none : new String[] {"Basic ***", "Basic"}) {
      client.authorization = none;
      error(401, client.call("GET", WEBHOOKS, null));
    }
  }

  @Test
  void C_13_aTokenNeedsNoSiteButMayNameItsOwn() throws Exception {
    assertThat(ok(client.call("GET", WEBHOOKS + "?siteId=" + customer.application, null)))
        .isEmpty();
    error(400, client.call("GET", WEBHOOKS + "?siteId=10000", null));
  }
}
