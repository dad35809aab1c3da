package dev.postrider.server.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who guesses at the paths of platforms is told to wait, as at all others; what is right is not.
 */
final class PlatformGuessesTest {
  private static final int MOST = 3;
  private static final String TOO_MANY = "Too many wrong credentials from this address";

  /** How callers say who they are, and where a platform says why it refuses. */
  enum Way {
    MLUVII("mluvii", "/api/v1/Webhooks", "/detail"),
    COMM100_BASIC("comm100", "/v4/livechat/webhooks", "/message"),
    COMM100_BEARER("comm100", "/v4/livechat/webhooks", "/message"),
    QIKCHAT("qikchat", "/v1/configs/webhook", "/message"),
    YESPO("yespo", "/appinbox/v1/webhook", "/message"),
    YESPO_INBOX("yespo", "/appinbox/v1/messages/count", "/message");

    private final String platform;
    private final String path;
    private final String reason;

    Way(String platform, String path, String reason) {
      this.platform = platform;
      this.path = path;
      this.reason = reason;
    }

    /** What a caller sends who has this credential. */
    private String[] headers(String name, String secret) {
      return switch (this) {
        case COMM100_BASIC, YESPO -> basic(name, secret);
        case MLUVII, COMM100_BEARER -> new String[] {"Authorization", "Bearer " + secret};
        case QIKCHAT -> new String[] {"QIKCHAT-API-KEY", secret};
        case YESPO_INBOX -> new String[] {"ES-TOKEN", secret};
      };
    }
  }

  private static String[] basic(String name, String secret) {
    byte[] pair = (name + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return new String[] {"Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)};
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void guessesAreBoundedAndWhatIsRightIsAnswered(Way way) throws Exception {
    try (TurnedServer server = TurnedServer.with(Map.of("http.failedSignIns", "" + MOST));
        Customer customer = new Customer(server, way.platform);
        HttpClient http = HttpClient.newHttpClient()) {
      JsonNode made = customer.api().post(customer.path("/credential"), "{}").require(201);
      customer.webhookAt("https://example.com/hook");
      Caller caller = new Caller(server.url() + "", http, customer.application);
      String name = made.path("name").asString();
      String secret = made.path("secret").asString();
      String shown = caller.shown(way, name, secret);
      for (int i = 0; i < MOST; i++) {
        assertThat(caller.call(way, name, "a wrong one, however long " + i).statusCode())
            .isEqualTo(401);
      }
      for (int i = 0; i < 2; i++) {
        HttpResponse<String> refused = caller.call(way, name, "one more wrong one " + i);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("60");
        assertThat(JsonMapper.shared().readTree(refused.body()).at(way.reason).asString())
            .isEqualTo(TOO_MANY);
      }
      HttpResponse<String> right = caller.call(way, name, shown);
      assertThat(right.statusCode()).as(right.body()).isEqualTo(200);
      server.turn(Duration.ofMinutes(1));
      assertThat(caller.call(way, name, "wrong").statusCode()).isEqualTo(401);
    }
  }

  /** Whoever holds a credential calls as its platform has it. */
  private record Caller(String url, HttpClient http, String application) {

    /** What a call shows: the secret, or what is had for it. */
    String shown(Way way, String name, String secret) throws Exception {
      return switch (way) {
        case COMM100_BASIC, QIKCHAT, YESPO -> secret;
        case MLUVII ->
            login(
                "/login/connect/token",
                "grant_type=client_credentials&client_id=%s&client_secret=%s"
                    .formatted(name, secret));
        case COMM100_BEARER ->
            login(
                "/oauth/token",
                "grant_type=password&client_id=crm&email=%s&password=%s".formatted(name, secret));
        case YESPO_INBOX ->
            json(send(
                    "/v1/auth/contact/token",
                    "{\"externalCustomerId\":\"Jan\"}",
                    basic(name, secret)))
                .path("token")
                .asString();
      };
    }

    private String login(String path, String form) throws Exception {
      return json(send(path, form)).path("access_token").asString();
    }

    HttpResponse<String> call(Way way, String name, String shown) throws Exception {
      String site = way.platform.equals("comm100") ? "?siteId=" + application : "";
      return send(way.path + site, null, way.headers(name, shown));
    }

    private HttpResponse<String> send(String path, @Nullable String body, String... headers)
        throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(20));
      if (body != null) {
        request.POST(BodyPublishers.ofString(body));
      }
      if (headers.length > 0) {
        request.headers(headers);
      }
      return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
      return JsonMapper.shared().readTree(answer.body());
    }
  }
}
