package dev.postrider.server.operations;

import dev.postrider.testkit.OpenApi;
import dev.postrider.testkit.OpenApi.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a server, and knows its document. */
final class Caller implements AutoCloseable {
  /** Whoever has no answer by then has a server that hangs. */
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  final OpenApi document;

  /** What came back. */
  record Reply(int status, String type, String body) {
    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }
  }

  Caller(URI base) throws IOException, InterruptedException {
    this.base = base;
    this.document =
        new OpenApi(send("GET", "/api/v1/openapi.json", null, "application/json", "").json());
  }

  Reply send(
      String method,
      String target,
      byte @Nullable [] body,
      @Nullable String type,
      String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(target))
            .timeout(DEADLINE)
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (type != null) {
      request.header("Content-Type", type);
    }
    for (int i = 0; i + 1 < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    return new Reply(
        response.statusCode(),
        response.headers().firstValue("content-type").orElse(""),
        response.body());
  }

  /** Where the answer is not as the document says. */
  List<String> problems(Operation operation, Reply reply) {
    return document.problems(operation, reply.status(), reply.type(), reply.body());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
