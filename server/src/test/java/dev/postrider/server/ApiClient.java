package dev.postrider.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Calls a running server as its users do. */
public final class ApiClient implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI base;
  private final String token;

  /** An answer: its status and its body, a missing node when that is empty. */
  public record Answer(int status, JsonNode body, HttpHeaders headers) {
    public JsonNode require(int expected) {
      if (status != expected) {
        throw new AssertionError("answered " + status + ": " + body);
      }
      return body;
    }
  }

  public ApiClient(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  void createApplication(String uid) throws IOException, InterruptedException {
    String body = "{\"name\":\"%1$s\",\"uid\":\"%1$s\"}".formatted(uid);
    post("/api/v1/app", body).require(201);
  }

  void createEndpoint(String application, String uid, String url)
      throws IOException, InterruptedException {
    String body = "{\"uid\":\"%s\",\"url\":\"%s\"}".formatted(uid, url);
    post("/api/v1/app/" + application + "/endpoint", body).require(201);
  }

  /** Everything of a list, page after page. */
  public List<JsonNode> all(String path) throws IOException, InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    String iterator = "";
    while (true) {
      JsonNode page = get(path + "?limit=250" + iterator).require(200);
      page.path("data").forEach(all::add);
      if (page.path("done").asBoolean()) {
        return all;
      }
      iterator = "&iterator=" + page.path("iterator").asString();
    }
  }

  public Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  public Answer post(String path, String body) throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.ofString(body)).build());
  }

  public Answer post(String path, byte[] body) throws IOException, InterruptedException {
    return send(request(path).POST(BodyPublishers.ofByteArray(body)).build());
  }

  /** The same with an idempotency key. */
  public Answer post(String path, String body, String key)
      throws IOException, InterruptedException {
    return send(
        request(path).header("Idempotency-Key", key).POST(BodyPublishers.ofString(body)).build());
  }

  public Answer put(String path, String body) throws IOException, InterruptedException {
    return send(request(path).PUT(BodyPublishers.ofString(body)).build());
  }

  public Answer patch(String path, String body) throws IOException, InterruptedException {
    return send(request(path).method("PATCH", BodyPublishers.ofString(body)).build());
  }

  public Answer delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE().build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    return new Answer(
        answer.statusCode(),
        answer.body().startsWith("{")
            ? JsonMapper.shared().readTree(answer.body())
            : MissingNode.getInstance(),
        answer.headers());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
