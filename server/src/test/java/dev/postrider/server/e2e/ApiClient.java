package dev.postrider.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The API as a platform's service calls it. */
final class ApiClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI server;
  private final String token =
      new Tokens(ServerProcess.JWT_SECRET, InstantSource.system())
          .mint(Tokens.DEFAULT_ORGANISATION, Duration.ofHours(1));

  ApiClient(URI server) {
    this.server = server;
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/api/v1" + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(20))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** The call must succeed; returns what it answered. */
  JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(method, path, body);
    assertThat(answer.statusCode())
        .as("%s %s: %s", method, path, answer.body())
        .isBetween(200, 299);
    return JSON.readTree(answer.body().isEmpty() ? "null" : answer.body());
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return call("GET", path, "");
  }

  String createApplication(String uid) throws IOException, InterruptedException {
    String body = "{\"name\":\"%s\",\"uid\":\"%s\"}".formatted(uid, uid);
    return call("POST", "/app", body).get("id").asString();
  }

  String createEndpoint(String application, String url) throws IOException, InterruptedException {
    String body = "{\"url\":\"%s\"}".formatted(url);
    return call("POST", "/app/" + application + "/endpoint", body).get("id").asString();
  }

  boolean healthy() {
    try {
      return send("GET", "/health", "").statusCode() == 200;
    } catch (IOException | InterruptedException notYet) {
      return false;
    }
  }
}
