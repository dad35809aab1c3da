package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.api.http.ClientAddress;
import dev.postrider.directory.ApiKeyText;
import dev.postrider.directory.SecretHash;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who guesses has to wait, and nobody else. */
final class FailedSignInsTest {
  private static final int MOST = 3;
  private static final String GUESSER = "203.0.113.7";
  private static final String OTHER = "203.0.113.8";

  private final TestApi api =
      new TestApi(config(new ClientAddress(InetAddress::isLoopbackAddress)));

  @AfterEach
  void stop() {
    api.close();
  }

  private static ApiConfig config(ClientAddress clients) {
    DoorConfig d = TestApi.DOOR;
    return TestApi.with(
        new DoorConfig(
            d.tls(),
            d.http2(),
            d.connectionsPerAddress(),
            d.origins(),
            d.caller(),
            d.organisation(),
            clients,
            MOST));
  }

  private Reply from(String address, String token) {
    return api.call(
        "GET", "/app", null, "X-Forwarded-For", address, "Authorization", "Bearer " + token);
  }

  private void guess(String address) {
    for (int i = 0; i < MOST; i++) {
      assertThat(from(address, "guess " + i).status()).isEqualTo(401);
    }
    assertThat(from(address, "guess").status()).isEqualTo(429);
  }

  private String key() {
    return api.post("/api-key", "{\"name\":\"n\",\"permissions\":[\"read\"]}").at("/key");
  }

  @Test
  void guessesHaveToWaitUntilTheMinuteIsOver() {
    guess(GUESSER);
    api.now.updateAndGet(now -> now.plusSeconds(40));
    Reply refused = from(GUESSER, ApiKeyText.generate(new SecureRandom()));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.at("/code")).isEqualTo("rate_limit");
    assertThat(refused.http().headers().firstValue("Retry-After")).hasValue("20");
    api.now.updateAndGet(now -> now.plusSeconds(20));
    guess(GUESSER);
  }

  @Test
  void whatIsRightIsNotSlowedFromThatAddressEither() {
    String key = key();
    guess(GUESSER);
    for (int i = 0; i < 2 * MOST; i++) {
      assertThat(from(GUESSER, key).status()).isEqualTo(200);
      assertThat(from(GUESSER, api.token).status()).isEqualTo(200);
    }
    String fresh = api.tokens.mint("org_other", Duration.ofDays(1));
    assertThat(from(GUESSER, fresh).status()).as("a token that nobody has seen").isEqualTo(200);
    assertThat(from(GUESSER, "guess").status()).isEqualTo(429);
  }

  /** Behind a proxy that is not trusted, a stranger's guesses are everybody's. */
  @Test
  void aKeyThatNobodyHasSeenSinceTheStartIsLookedForAllTheSame() {
    String key = key();
    guess(GUESSER);
    assertThat(api.apiKeys.remembered(SecretHash.of(key))).isEmpty();
    assertThat(from(GUESSER, key).status()).isEqualTo(200);
  }

  @Test
  void otherAddressesHearNothingOfIt() {
    guess(GUESSER);
    assertThat(from(OTHER, key()).status()).isEqualTo(200);
    assertThat(from(OTHER, "guess").status()).isEqualTo(401);
  }

  /** Whoever has one address of such a network has all of them. */
  @Test
  void anIpv6AddressCountsByItsNetwork() {
    for (int i = 0; i < MOST; i++) {
      assertThat(from("2001:db8:0:1::" + i, "guess").status()).isEqualTo(401);
    }
    assertThat(from("2001:db8:0:1:ffff::9", "guess").status()).isEqualTo(429);
    assertThat(from("2001:db8:0:2::1", "guess").status()).isEqualTo(401);
  }

  @Test
  void whatNeedsNothingIsOpenToGuessersToo() {
    guess(GUESSER);
    for (int i = 0; i < 2 * MOST; i++) {
      Reply health = api.call("GET", "/health", null, "X-Forwarded-For", GUESSER);
      assertThat(health.status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.9", "203.0.113.9:4711", "127.0.0.1, 203.0.113.9, 127.0.0.2"})
  void aTrustedProxyIsBelievedAboutWhoCalledIt(String forwarded) {
    guess("203.0.113.9");
    assertThat(from(forwarded, "guess").status()).isEqualTo(429);
    assertThat(from("203.0.113.9, " + OTHER, "guess").status())
        .as("what the client itself wrote counts for nothing")
        .isEqualTo(401);
  }

  @Test
  void withoutTrustTheHeaderIsNotHeard() {
    try (TestApi plain = new TestApi(config(ClientAddress.PEER))) {
      for (int i = 0; i <= MOST; i++) {
        Reply reply =
            plain.call(
                "GET",
                "/app",
                null,
                "X-Forwarded-For",
                "203.0.113." + i,
                "Authorization",
                "Bearer guess");
        assertThat(reply.status()).isEqualTo(i == MOST ? 429 : 401);
      }
    }
  }

  /** A form without credentials would be refused for that. */
  @Test
  void whoGuessedTooOftenCannotEvenLogIn() throws Exception {
    assertThat(login()).isEqualTo(400);
    guess("127.0.0.1");
    assertThat(login()).isEqualTo(429);
  }

  private int login() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + api.api.port() + "/login/connect/token");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("")).build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }
}
