package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.api.TestApi.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class TokensTest {
  private static final String GOOD = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  private final TestApi api = new TestApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aMintedTokenWorksUntilItExpires() {
    api.token = api.tokens.mint("org_me", Duration.ofHours(1));
    assertThat(api.get("/app").status()).isEqualTo(200);
    api.now.updateAndGet(t -> t.plus(Duration.ofMinutes(59)));
    assertThat(api.get("/app").status()).isEqualTo(200);
    api.now.updateAndGet(t -> t.plus(Duration.ofMinutes(1)));
    refused(api.get("/app"));
    api.now.updateAndGet(t -> t.minus(Duration.ofHours(2)));
    refused(api.get("/app"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"sub\":\"org_x\"}",
        "{\"sub\":\"org_x\",\"exp\":\"4102444800\"}",
        "{\"sub\":\"org_x\",\"exp\":1}",
        "{\"sub\":\"org_x\",\"exp\":-1e300}",
        "{\"sub\":\"org_x\",\"exp\":4102444800,\"nbf\":4102444000}",
        "{\"sub\":\"org_x\",\"exp\":4102444800,\"nbf\":\"x\"}",
        "{\"sub\":\"app_x\",\"exp\":4102444800}",
        "{\"sub\":\"org_\",\"exp\":4102444800}",
        "{\"sub\":\"org_ x\",\"exp\":4102444800}",
        "{\"sub\":7,\"exp\":4102444800}",
        "{\"sub\":\"org_x\",\"sub\":\"org_y\",\"exp\":4102444800}",
        "{\"exp\":4102444800}",
        "{\"sub\":\"org_x\",\"org\":\"org_x\",\"exp\":4102444800}",
        "{\"sub\":\"org_x\",\"platform\":\"mluvii\",\"exp\":4102444800}",
        "[]",
        "not json",
      })
  void claimsThatSpeakForNobodyAreRefused(String claims) {
    api.token = sign(GOOD, claims, TestApi.SECRET);
    refused(api.get("/app"));
  }

  @Test
  void onlyOurSignatureAndOurAlgorithmCount() {
    String claims = "{\"sub\":\"org_x\",\"exp\":4102444800}";
    api.token = sign(GOOD, claims, TestApi.SECRET);
    assertThat(api.get("/app").status()).isEqualTo(200);
    String good = api.token;
    for (String bad :
        new String[] {
          sign(GOOD, claims, TestApi.SECRET + "x"),
          sign("{\"alg\":\"none\"}", claims, TestApi.SECRET),
          sign("{\"alg\":\"HS512\"}", claims, TestApi.SECRET),
          sign("{\"alg\":\"HS256\",\"crit\":[\"x\"]}", claims, TestApi.SECRET),
          good.substring(0, good.lastIndexOf('.') + 1),
          good.substring(0, good.length() - 2),
          good + ".x",
          good + "A".repeat(5_000),
          "a.b.c",
          "..",
          ".",
          "x",
        }) {
      api.token = bad;
      refused(api.get("/app"));
    }
  }

  @Test
  void theSecretItselfIsNoToken() {
    api.token = TestApi.SECRET;
    Reply reply = api.get("/app");
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.at("/detail")).contains("JWT secret").doesNotContain(TestApi.SECRET);
  }

  /**
   * Even a token that we signed opens nothing unless session, application and organisation agree.
   */
  @Test
  void aPortalsTokenSpeaksOfASessionOfItsApplication() {
    String application = api.application();
    String other = api.application();
    String made = api.post("/auth/app-portal-access/" + application, "{}").at("/token");
    JsonNode claims =
        JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(made.split("[.]", -1)[1]));
    String session = claims.path("sid").asString();
    assertThat(portal(application, Tokens.DEFAULT_ORGANISATION, session).status()).isEqualTo(403);
    refused(portal(other, Tokens.DEFAULT_ORGANISATION, session));
    refused(portal(application, "org_other", session));
    refused(portal("app_x", Tokens.DEFAULT_ORGANISATION, session));
    refused(portal(application, Tokens.DEFAULT_ORGANISATION, ""));
    refused(portal(application, Tokens.DEFAULT_ORGANISATION, new UUID(1, 1).toString()));
  }

  private Reply portal(String application, String organisation, String session) {
    api.token =
        sign(
            GOOD,
            "{\"sub\":\"%s\",\"org\":\"%s\",\"sid\":\"%s\",\"exp\":4102444800}"
                .formatted(application, organisation, session),
            TestApi.SECRET);
    return api.get("/app");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic eDp5", "Token x"})
  void otherSchemesAreRefused(String header) {
    refused(api.call("GET", "/app", null, "Authorization", header));
  }

  @Test
  void mintingAndSecretsHaveBounds() {
    assertThatThrownBy(() -> new Tokens("short", api.now::get)).hasMessageContaining("32 bytes");
    assertThatThrownBy(() -> api.tokens.mint("me", Duration.ofHours(1)))
        .hasMessageContaining("org_");
    assertThatThrownBy(() -> api.tokens.mint("org_\"", Duration.ofHours(1)))
        .hasMessageContaining("org_");
    assertThatThrownBy(() -> api.tokens.mint("org_a", Duration.ZERO))
        .hasMessageContaining("validity");
    assertThat(api.tokens.toString()).doesNotContain(TestApi.SECRET);
  }

  private static void refused(Reply reply) {
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.text())
        .isEqualTo("{\"code\":\"authentication_failed\",\"detail\":\"Invalid token\"}");
  }

  private static String sign(String header, String claims, String secret) {
    try {
      Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
      String signed =
          encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8))
              + "."
              + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return signed
          + "."
          + encoder.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
