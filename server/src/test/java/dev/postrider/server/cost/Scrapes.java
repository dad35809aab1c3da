package dev.postrider.server.cost;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Reads the metrics of a server, and knows how often: each reading costs the server something. */
final class Scrapes implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest request;
  private int count;

  Scrapes(URI server) {
    this.request = HttpRequest.newBuilder(server.resolve("/metrics")).build();
  }

  int count() {
    return count;
  }

  /** Returns when the metric has this value. */
  void await(String name, int value) {
    String line = "\n%s %d.0\n".formatted(name, value);
    Awaitility.await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> read().contains(line));
  }

  String read() throws IOException, InterruptedException {
    count++;
    return http.send(request, BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
