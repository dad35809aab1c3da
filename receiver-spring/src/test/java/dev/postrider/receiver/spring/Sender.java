package dev.postrider.receiver.spring;

import com.standardwebhooks.Webhook;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;

/** Sends webhooks that Standard Webhooks' own library signs. */
final class Sender {
  static final String SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

  private Sender() {}

  /** The answer's status. */
  static int send(App app, String path, String id, String body) throws Exception {
    long now = Instant.now().getEpochSecond();
    return post(
            app,
            path,
            body,
            "webhook-id",
            id,
            "webhook-timestamp",
            Long.toString(now),
            "webhook-signature",
            new Webhook(SECRET).sign(id, now, body))
        .statusCode();
  }

  static int send(App app, String id, String body) throws Exception {
    return send(app, "/webhooks", id, body);
  }

  static HttpResponse<String> post(App app, String path, String body, String... headers)
      throws Exception {
    return exchange(
        HttpRequest.newBuilder(uri(app, path))
            .headers(headers)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  static HttpResponse<String> get(App app, String path) throws Exception {
    return exchange(HttpRequest.newBuilder(uri(app, path)).build());
  }

  private static HttpResponse<String> exchange(HttpRequest request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private static URI uri(App app, String path) {
    return URI.create("http://127.0.0.1:" + app.port() + path);
  }
}
