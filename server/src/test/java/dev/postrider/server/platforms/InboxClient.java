package dev.postrider.server.platforms;

import dev.postrider.server.TurnedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The app of a contact, and the customer's server that gets it its tokens, as they were before. */
final class InboxClient implements AutoCloseable {
  static final String WEB = "/appinbox/v1/messages";
  static final String MOBILE = "/api/v1/appinbox/messages";
  static final String LOGIN = "/v1/auth/contact/token";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  final String name;
  final String secret;

  /** What the app shows with its next call. */
  String token = "";

  private InboxClient(URI base, JsonNode credential) {
    this.base = base;
    this.name = credential.path("name").asString();
    this.secret = credential.path("secret").asString();
  }

  /** With a new credential that the platform gives to its customer. */
  static InboxClient of(TurnedServer server, Customer customer, String credential)
      throws IOException, InterruptedException {
    JsonNode made = customer.api().post(customer.path("/credential"), credential).require(201);
    return new InboxClient(server.url(), made);
  }

  /** The same app when the server has moved. */
  InboxClient at(URI moved) {
    JsonNode credential =
        JsonMapper.shared().createObjectNode().put("name", name).put("secret", secret);
    InboxClient client = new InboxClient(moved, credential);
    client.token = token;
    return client;
  }

  static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  HttpResponse<String> login(String authorization, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(LOGIN).POST(BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** The app is that of this contact from now on. */
  InboxClient as(String contact) throws IOException, InterruptedException {
    JsonNode body = JsonMapper.shared().createObjectNode().put("externalCustomerId", contact);
    token = json(200, login(basic("app", secret), body.toString())).path("token").asString();
    return this;
  }

  /** One call, and whatever token comes with the answer is the next. */
  HttpResponse<String> call(String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = call(token, method, path, body);
    answer.headers().firstValue("ES-TOKEN").ifPresent(next -> token = next);
    return answer;
  }

  HttpResponse<String> call(String shown, String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!shown.isEmpty()) {
      request.header("ES-TOKEN", shown);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return json(200, call("GET", path, null));
  }

  JsonNode mark(String body) throws IOException, InterruptedException {
    return json(200, call("POST", WEB + "/status", body));
  }

  int unread() throws IOException, InterruptedException {
    return get(WEB + "/count").path("count").asInt();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json");
  }

  static JsonNode json(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
      throw new AssertionError("answered " + answer.statusCode() + ": " + answer.body());
    }
    return JsonMapper.shared().readTree(answer.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
