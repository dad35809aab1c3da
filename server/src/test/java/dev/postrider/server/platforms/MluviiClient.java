package dev.postrider.server.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A customer's own program that manages webhooks at mluvii, as it did before. */
final class MluviiClient implements AutoCloseable {
  static final String WEBHOOKS = "/api/v1/Webhooks";

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final URI base;
  final String name;
  final String secret;

  /** Empty when it is not signed in. */
  String token = "";

  private MluviiClient(URI base, JsonNode credential) {
    this.base = base;
    this.name = credential.path("name").asString();
    this.secret = credential.path("secret").asString();
  }

  /** With a new credential that the platform gives to its customer, and signed in. */
  static MluviiClient of(TurnedServer server, Customer customer, String credential)
      throws IOException, InterruptedException {
    JsonNode made = customer.api().post(customer.path("/credential"), credential).require(201);
    MluviiClient client = new MluviiClient(server.url(), made);
    client.signIn();
    return client;
  }

  void signIn() throws IOException, InterruptedException {
    HttpResponse<String> answer = login(form("client_credentials", name, secret));
    token = json(answer).path("access_token").asString();
  }

  static String form(String grant, String name, String secret) {
    return "response_type=token&grant_type=%s&client_id=%s&client_secret=%s"
        .formatted(grant, encoded(name), encoded(secret));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  HttpResponse<String> login(String form) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(base.resolve("/login/connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> call(String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(
        request
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> create(String url, String... types)
      throws IOException, InterruptedException {
    return call("POST", WEBHOOKS, model(url, types));
  }

  /** Creates one that must be new; its id. */
  String created(String url, String... types) throws IOException, InterruptedException {
    HttpResponse<String> answer = create(url, types);
    if (answer.statusCode() != 201) {
      throw new AssertionError("answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  HttpResponse<String> get(String id) throws IOException, InterruptedException {
    return call("GET", WEBHOOKS + "/" + id, null);
  }

  HttpResponse<String> put(String id, String body) throws IOException, InterruptedException {
    return call("PUT", WEBHOOKS + "/" + id, body);
  }

  HttpResponse<String> delete(String id) throws IOException, InterruptedException {
    return call("DELETE", WEBHOOKS + "/" + id, null);
  }

  JsonNode list() throws IOException, InterruptedException {
    return json(call("GET", WEBHOOKS, null));
  }

  static String model(String url, String... types) {
    return "{\"eventTypes\":[\"%s\"],\"callbackUrl\":\"%s\"}"
        .formatted(String.join("\",\"", types), url);
  }

  /** What must be a success, as JSON. */
  static JsonNode json(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      throw new AssertionError("answered " + answer.statusCode() + ": " + answer.body());
    }
    return JsonMapper.shared().readTree(answer.body());
  }

  /** Checks that a status is all there is. */
  static void nothing(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
  }

  static String sample(String name) throws IOException {
    String resource = "/samples-api/mluvii/api-" + name + ".json";
    try (InputStream in =
        Objects.requireNonNull(MluviiClient.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
