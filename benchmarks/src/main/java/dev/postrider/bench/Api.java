package dev.postrider.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sets the server up through its API, and reads its metrics; the load itself goes another way. */
final class Api implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final String token;

  Api(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** Creates an application and returns its id. */
  String createApplication(String name) throws IOException, InterruptedException {
    return create("/api/v1/app", Map.of("name", name));
  }

  /** Registers an endpoint for every event type and returns its id. */
  String createEndpoint(String application, String url) throws IOException, InterruptedException {
    return createEndpoint(application, url, Map.of());
  }

  /** The same with other members beside its URL. */
  String createEndpoint(String application, String url, Map<String, ?> others)
      throws IOException, InterruptedException {
    Map<String, Object> body = new HashMap<>(others);
    body.put("url", url);
    return create("/api/v1/app/" + application + "/endpoint", body);
  }

  /** The server's metrics, in the text form of Prometheus. */
  String metrics() throws IOException, InterruptedException {
    return send(request("/metrics").GET().build());
  }

  /** What a path of the API answers. */
  JsonNode read(String path) throws IOException, InterruptedException {
    return JSON.readTree(send(request(path).GET().build()));
  }

  /** Signs in to the console; the cookie that its pages want. */
  String signIn() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/console/sign-in"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("token=" + token))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    String cookie = answer.headers().firstValue("Set-Cookie").orElse("");
    if (answer.statusCode() != 303 || cookie.isEmpty()) {
      throw new IOException("the console let nobody in: " + answer.statusCode());
    }
    return cookie.substring(0, cookie.indexOf(';'));
  }

  /** A page of the console. */
  String page(String path, String cookie) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(TIMEOUT)
            .header("Cookie", cookie)
            .GET()
            .build());
  }

  /** A page of the console that goes on, such as a stream of events. */
  InputStream stream(String path, String cookie) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path)).header("Cookie", cookie).GET().build();
    HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      answer.body().close();
      throw new IOException(path + " was answered " + answer.statusCode());
    }
    return answer.body();
  }

  private String create(String path, Map<String, ?> body) throws IOException, InterruptedException {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    return JSON.readTree(send(request)).path("id").asString();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + token);
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          request.method()
              + " "
              + request.uri()
              + " was answered "
              + answer.statusCode()
              + ": "
              + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    client.close();
  }
}
