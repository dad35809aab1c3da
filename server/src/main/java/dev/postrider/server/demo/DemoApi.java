package dev.postrider.server.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Calls Postrider over HTTP, as a platform's services and its customers' programs do. */
final class DemoApi implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /**
   * One call.
   *
   * @param body empty for none
   */
  record Call(String method, String path, Map<String, String> headers, String body) {}

  /** What was answered; a body that is no JSON is as if there were none. */
  record Reply(int status, String body, JsonNode json) {}

  private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  final URI base;
  final String token;

  DemoApi(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** A call of the platform's own services, by Postrider's native API. */
  Reply ask(String method, String path, String body) throws IOException, InterruptedException {
    return ask(new Call(method, path, Map.of("Authorization", "Bearer " + token), body));
  }

  Reply ask(Call call) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(call.path()))
            .timeout(LONGEST)
            .method(
                call.method(),
                call.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(call.body()));
    if (!call.body().isEmpty() && !call.headers().containsKey("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    call.headers().forEach(request::header);
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    return new Reply(answer.statusCode(), answer.body(), json(answer.body()));
  }

  private static JsonNode json(String body) {
    try {
      return body.isEmpty() ? MissingNode.getInstance() : JsonMapper.shared().readTree(body);
    } catch (JacksonException none) {
      return MissingNode.getInstance();
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
