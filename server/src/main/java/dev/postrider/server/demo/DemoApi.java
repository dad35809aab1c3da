package dev.postrider.server.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls that a platform's own services make, over HTTP as they make them. */
final class DemoApi implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int CONFLICT = 409;

  private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private final JsonMapper json = JsonMapper.shared();
  private final URI base;
  private final String token;

  DemoApi(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** Declares the event type; one that exists already will do. */
  void createEventType(String name, String description) throws IOException, InterruptedException {
    var body = Map.of("name", name, "description", description);
    HttpResponse<byte[]> answer = send("POST", "/api/v1/event-type", json(body));
    if (answer.statusCode() != CONFLICT) {
      require(answer);
    }
  }

  void createApplication(String uid, String name) throws IOException, InterruptedException {
    var body = Map.of("uid", uid, "name", name);
    require(send("POST", "/api/v1/app?get_if_exists=true", json(body)));
  }

  /** Registers the webhook, or moves it, and returns the secret that signs what it gets. */
  String createEndpoint(String application, String uid, String url, String eventType)
      throws IOException, InterruptedException {
    String path = "/api/v1/app/" + application + "/endpoint/" + uid;
    var body = Map.of("uid", uid, "url", url, "eventTypes", List.of(eventType));
    require(send("PUT", path, json(body)));
    return require(send("GET", path + "/secret", new byte[0])).path("key").asString();
  }

  /** Hands a message over with exactly these bytes as its payload, and returns its id. */
  String createMessage(String application, String eventType, byte[] payload)
      throws IOException, InterruptedException {
    var body = new ByteArrayOutputStream();
    body.writeBytes(utf8("{\"eventType\":\"" + eventType + "\",\"payload\":"));
    body.writeBytes(payload);
    body.writeBytes(utf8("}"));
    String path = "/api/v1/app/" + application + "/msg";
    return require(send("POST", path, body.toByteArray())).path("id").asString();
  }

  private JsonNode require(HttpResponse<byte[]> answer) throws IOException {
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          "%s was answered %d: %s"
              .formatted(
                  answer.uri(),
                  answer.statusCode(),
                  new String(answer.body(), StandardCharsets.UTF_8)));
    }
    return json.readTree(answer.body());
  }

  private HttpResponse<byte[]> send(String method, String path, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(LONGEST)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  private byte[] json(Object value) {
    return json.writeValueAsBytes(value);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }
}
