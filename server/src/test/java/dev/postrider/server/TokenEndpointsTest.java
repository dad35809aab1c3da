package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Receiver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A whole server that asks receivers first, and token endpoints, which cannot be asked. */
final class TokenEndpointsTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ENDPOINTS = "/api/v1/app/shop/endpoint";
  private static final Map<String, String> ASKING = Map.of("sender.origin", "hooks.example.com");

  private final Receiver receiver = Receiver.start();
  private final Receiver issuer = Receiver.start();
  private final String database = TurnedServer.freshDatabase();

  @AfterEach
  void close() {
    receiver.close();
    issuer.close();
  }

  private String endpoint(String token) {
    return """
    {"uid":"hook","url":"%s",
     "authentication":{"oauth2":{"tokenUrl":"%s","clientId":"c","clientSecret":"s"}}}\
    """
        .formatted(receiver.url(), token);
  }

  @Test
  void anEndpointWithATokenUrlOfSomebodyElseIsRefused() throws Exception {
    try (TurnedServer server = new TurnedServer(database, ASKING)) {
      server.api().createApplication("shop");
      ApiClient.Answer refused = server.api().post(ENDPOINTS, endpoint(issuer.url()));
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.body().at("/detail/0/msg").asString()).contains("sender.tokenHosts");
      server.api().post(ENDPOINTS, endpoint(receiver.url("127.0.0.1", "/token"))).require(201);
    }
    Map<String, String> listing =
        Map.of("sender.origin", "hooks.example.com", "sender.tokenHosts", "*.auth.example");
    try (TurnedServer server = new TurnedServer(database, listing)) {
      String body = endpoint("https://acme.auth.example/token").replace("hook", "other");
      server.api().post(ENDPOINTS, body).require(201);
    }
  }

  @Test
  void ofAnEndpointFromBeforeNoTokenRequestLeaves() throws Exception {
    try (TurnedServer before = new TurnedServer(database, Map.of())) {
      before.api().createApplication("shop");
      before.api().post(ENDPOINTS, endpoint(issuer.url())).require(201);
    }
    try (TurnedServer server = new TurnedServer(database, ASKING)) {
      server
          .api()
          .post("/api/v1/app/shop/msg", "{\"eventType\":\"a\",\"payload\":{}}")
          .require(202);
      List<JsonNode> attempts =
          Awaitility.await()
              .atMost(SOON)
              .until(
                  () -> server.api().all("/api/v1/app/shop/attempt/endpoint/hook"),
                  all -> !all.isEmpty());
      assertThat(attempts.getFirst().toString()).contains("no access token: the tokenUrl has");
    }
    assertThat(issuer.received()).isEmpty();
    assertThat(receiver.received()).isEmpty();
  }

  /** What the API has registered moves by the platform's own path, but not away from its tokens. */
  @Test
  void aPlatformsOwnPathIsNoOtherWay() throws Exception {
    receiver.answer(_ -> Answer.status(405));
    try (TurnedServer server = new TurnedServer(database, ASKING);
        HttpClient http = HttpClient.newHttpClient()) {
      server
          .api()
          .post("/api/v1/app", "{\"name\":\"shop\",\"uid\":\"shop\",\"platform\":\"qikchat\"}")
          .require(201);
      server.api().post(ENDPOINTS, endpoint(receiver.url("127.0.0.1", "/token"))).require(201);
      String key =
          server
              .api()
              .post("/api/v1/app/shop/credential", "{}")
              .require(201)
              .path("secret")
              .asString();
      HttpResponse<String> refused = move(http, server.url(), key, issuer.url());
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
      assertThat(refused.body()).contains("sender.tokenHosts");
      String near = receiver.url("127.0.0.1", "/near");
      assertThat(move(http, server.url(), key, near).statusCode()).isEqualTo(200);
      assertThat(server.api().get(ENDPOINTS + "/hook").require(200).path("url").asString())
          .isEqualTo(near);
    }
  }

  private static HttpResponse<String> move(HttpClient http, URI server, String key, String url)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(server.resolve("/v1/configs/webhook"))
            .header("QIKCHAT-API-KEY", key)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"url\":\"%s\"}".formatted(url)))
            .build(),
        BodyHandlers.ofString());
  }
}
