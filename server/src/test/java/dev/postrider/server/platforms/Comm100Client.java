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
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A customer's own program that manages webhooks at Comm100, as it did before. */
final class Comm100Client implements AutoCloseable {
  static final String WEBHOOKS = "/v4/livechat/webhooks";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  final String email;
  final String secret;

  /** The whole header; empty when it is not signed in. */
  String authorization = "";

  private Comm100Client(URI base, JsonNode credential) {
    this.base = base;
    this.email = credential.path("name").asString();
    this.secret = credential.path("secret").asString();
  }

  /** With a new credential that the platform gives to its customer, and signed in. */
  static Comm100Client of(TurnedServer server, Customer customer, String permissions)
      throws IOException, InterruptedException {
    String credential =
        "{\"name\":\"it+%s@example.com\"%s}".formatted(java.util.UUID.randomUUID(), permissions);
    JsonNode made = customer.api().post(customer.path("/credential"), credential).require(201);
    Comm100Client client = new Comm100Client(server.url(), made);
    client.signIn();
    return client;
  }

  void signIn() throws IOException, InterruptedException {
    authorization = "Bearer " + ok(login(form())).path("access_token").asString();
  }

  String basic() {
    String pair = email + ":" + secret;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  String form() {
    return "grant_type=password&email=%s&password=%s&client_id=crm"
        .formatted(encoded(email), encoded(secret));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  HttpResponse<String> login(String form) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(base.resolve("/oauth/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> call(String method, String path, @Nullable String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(
        request
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> create(String event, String url) throws IOException, InterruptedException {
    return call("POST", WEBHOOKS, model(event, url));
  }

  /** Creates one; its id. */
  String created(String event, String url) throws IOException, InterruptedException {
    HttpResponse<String> answer = create(event, url);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json(answer).path("id").asString();
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
    return ok(call("GET", WEBHOOKS, null));
  }

  static String model(String event, String url) {
    return "{\"event\":\"%s\",\"targetUrl\":\"%s\"}".formatted(event, url);
  }

  /** What must be a success, as JSON. */
  static JsonNode ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  /** Checks that an error has Comm100's form and nothing else (C-15); its message. */
  static String error(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    JsonNode body = json(answer);
    assertThat(body.propertyNames()).containsExactly("code", "message");
    assertThat(body.path("code").asInt()).isEqualTo(status * 1_000);
    assertThat(body.path("message").asString()).isNotBlank();
    return body.path("message").asString();
  }

  static JsonNode sample(String name) throws IOException {
    String resource = "/samples-api/comm100/api-" + name + ".json";
    try (InputStream in =
        Objects.requireNonNull(Comm100Client.class.getResourceAsStream(resource))) {
      return JsonMapper.shared().readTree(in);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
