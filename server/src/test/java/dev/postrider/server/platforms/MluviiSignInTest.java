package dev.postrider.server.platforms;

import static dev.postrider.server.platforms.MluviiClient.WEBHOOKS;
import static dev.postrider.server.platforms.MluviiClient.json;
import static dev.postrider.server.platforms.MluviiClient.nothing;
import static dev.postrider.server.platforms.MluviiClient.sample;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who may call mluvii's management API, by the numbers of its requirements. */
final class MluviiSignInTest extends PlatformTest {
  private MluviiClient client;

  MluviiSignInTest() {
    super("mluvii");
  }

  @BeforeEach
  void signIn() throws Exception {
    client = MluviiClient.of(server, customer, "{}");
  }

  @AfterEach
  void signOut() {
    client.close();
  }

  @Test
  void M_35_aTokenIsGivenForUserAndPassword() throws Exception {
    String form = MluviiClient.form("client_credentials", client.name, client.secret);
    HttpResponse<String> answer = client.login(form);
    JsonNode body = json(answer);
    JsonNode expected = JsonMapper.shared().readTree(sample("token-200-response"));
    assertThat(body.propertyNames()).containsExactlyElementsOf(expected.propertyNames());
    assertThat(body.path("expires_in")).isEqualTo(expected.path("expires_in"));
    assertThat(body.path("token_type")).isEqualTo(expected.path("token_type"));
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    String other = form.replace("response_type=token&", "") + "&scope=mluviiPublicApi";
    assertThat(client.login(other).statusCode()).isEqualTo(200);
  }

  @Test
  void M_35_nobodyElseGetsOne() throws Exception {
    String name = client.name;
    String secret = client.secret;
    String grant = "client_credentials";
    refusedLogin(401, "invalid_client", MluviiClient.form(grant, name, secret + "x"));
    refusedLogin(401, "invalid_client", MluviiClient.form(grant, name, ""));
    refusedLogin(401, "invalid_client", MluviiClient.form(grant, "nobody", secret));
    refusedLogin(401, "invalid_client", MluviiClient.form(grant, "no\u0001body", secret));
    refusedLogin(401, "invalid_client", "grant_type=client_credentials");
    refusedLogin(400, "unsupported_grant_type", MluviiClient.form("password", name, secret));
    refusedLogin(400, "invalid_request", "");
    refusedLogin(400, "invalid_request", "client_id=" + name);
    refusedLogin(400, "invalid_request", "grant_type=%zz");
    refusedLogin(400, "invalid_request", "grant_type=a&grant_type=a");
    refusedLogin(400, "invalid_request", "grant_type=" + "a".repeat(20_000));
    try (Customer other = new Customer(server, "comm100")) {
      JsonNode foreign = other.api().post(other.path("/credential"), "{}").require(201);
      refusedLogin(
          401,
          "invalid_client",
          MluviiClient.form(
              grant, foreign.path("name").asString(), foreign.path("secret").asString()));
    }
  }

  private void refusedLogin(int status, String error, String form)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = client.login(form);
    assertThat(answer.statusCode()).as(form).isEqualTo(status);
    assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}");
  }

  @Test
  void M_36_theTokenIsAJwtThatHoldsOneHour() throws Exception {
    String[] parts = client.token.split("\\.", -1);
    assertThat(parts).hasSize(3);
    JsonNode claims = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(parts[1]));
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3_600);
    assertThat(claims.path("credential").asString()).isEqualTo(client.name);
    server.turn(Duration.ofMinutes(59));
    assertThat(client.list()).isEmpty();
    server.turn(Duration.ofMinutes(1));
    nothing(401, client.call("GET", WEBHOOKS, null));
    client.signIn();
    assertThat(client.list()).isEmpty();
  }

  @Test
  void M_37_noOtherTokenOpensThisApiAndThisTokenNoOther() throws Exception {
    assertThat(nativeStatus(client.token)).isEqualTo(403);
    client.token = server.token();
    assertThat(nativeStatus(client.token)).isEqualTo(200);
    nothing(401, client.call("GET", WEBHOOKS, null));
  }

  private int nativeStatus(String token) throws IOException, InterruptedException {
    String kept = client.token;
    client.token = token;
    int status = client.call("GET", "/api/v1/app", null).statusCode();
    client.token = kept;
    return status;
  }

  @Test
  void M_37_aTokenEndsWithItsCredentialAndItsApplication() throws Exception {
    String named = "{\"name\":\"%s@example.com\"}".formatted(customer.application);
    try (MluviiClient first = MluviiClient.of(server, customer, named)) {
      assertThat(first.list()).isEmpty();
      String path = customer.path("/credential/" + customer.application + "%40example.com");
      assertThat(customer.api().delete(path).status()).isEqualTo(204);
      nothing(401, first.call("GET", WEBHOOKS, null));
      server.turn(Duration.ofMillis(1));
      try (MluviiClient second = MluviiClient.of(server, customer, named)) {
        nothing(401, first.call("GET", WEBHOOKS, null));
        assertThat(second.list()).isEmpty();
      }
    }
    customer.api().delete(customer.path("")).require(204);
    nothing(401, client.call("GET", WEBHOOKS, null));
    assertThat(
            client
                .login(MluviiClient.form("client_credentials", client.name, client.secret))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void M_38_withoutTokenTheAnswerIs401AndNoRedirect() throws Exception {
    client.token = "";
    HttpResponse<String> answer = client.call("GET", WEBHOOKS, null);
    nothing(401, answer);
    assertThat(answer.headers().firstValue("Location")).isEmpty();
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }

  @Test
  void aCredentialShowsItsSecretOnce() throws Exception {
    String name = customer.application + "-2";
    String body = "{\"name\":\"%s\",\"permissions\":[\"Webhooks\"]}".formatted(name);
    JsonNode made = customer.api().post(customer.path("/credential"), body).require(201);
    assertThat(made.path("secret").asString()).matches("[A-Za-z0-9_-]{43}");
    List<JsonNode> all = customer.api().all(customer.path("/credential"));
    assertThat(all.stream().map(c -> c.path("name").asString()))
        .containsExactlyInAnyOrder(client.name, name);
    assertThat(all).noneMatch(credential -> credential.has("secret"));
    assertThat(all.toString()).doesNotContain(made.path("secret").asString());
    assertThat(customer.api().post(customer.path("/credential"), body).status()).isEqualTo(409);
    String empty = "{\"permissions\":[]}";
    assertThat(customer.api().post(customer.path("/credential"), empty).status()).isEqualTo(422);
    String path = customer.path("/credential/" + name);
    assertThat(customer.api().delete(path).status()).isEqualTo(204);
    assertThat(customer.api().delete(path).status()).isEqualTo(404);
  }
}
