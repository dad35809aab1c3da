package dev.postrider.server.platforms;

import dev.postrider.server.TurnedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A customer's own program that manages its only webhook with a key, as it did before. */
final class SingleWebhookClient implements AutoCloseable {
  static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE");

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final URI uri;
  final String name;
  final String secret;

  /** The header that says who calls, its name before its value; neither when it is empty. */
  String[] key = {};

  private SingleWebhookClient(URI uri, JsonNode credential) {
    this.uri = uri;
    this.name = credential.path("name").asString();
    this.secret = credential.path("secret").asString();
  }

  /** With a new credential that the platform gives to its customer. */
  static SingleWebhookClient of(
      TurnedServer server, Customer customer, String path, String credential)
      throws IOException, InterruptedException {
    JsonNode made = customer.api().post(customer.path("/credential"), credential).require(201);
    return new SingleWebhookClient(server.url().resolve(path), made);
  }

  HttpResponse<String> call(String method, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
    if (key.length > 0) {
      request.headers(key);
    }
    return http.send(
        request
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** Sets what must be good. */
  JsonNode set(String body) throws IOException, InterruptedException {
    return json(200, call("PUT", body));
  }

  JsonNode get() throws IOException, InterruptedException {
    return json(200, call("GET", null));
  }

  static JsonNode json(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
      throw new AssertionError("answered " + answer.statusCode() + ": " + answer.body());
    }
    return JsonMapper.shared().readTree(answer.body());
  }

  static String sample(String name) throws IOException {
    String resource = "/samples-api/" + name + ".json";
    try (InputStream in =
        Objects.requireNonNull(SingleWebhookClient.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
