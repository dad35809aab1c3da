package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postrider.server.config.Config;
import dev.postrider.server.config.Sources;
import dev.postrider.server.terminal.Complaint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where the server is watched: at the API's port, or at one of its own. */
final class ObservationTest {
  private final HttpClient client = HttpClient.newHttpClient();

  private HttpResponse<String> call(String method, URI where) throws Exception {
    return client.send(
        HttpRequest.newBuilder(where).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  @Test
  void aPortOfItsOwnTakesTheMetricsFromTheApi() throws Exception {
    try (TurnedServer server =
        TurnedServer.with(
            Map.of("observe.port", "0", "http.callerRate", "1", "http.callerBurst", "1"))) {
      URI api = server.url();
      URI own = URI.create("http://127.0.0.1:" + server.observePort());
      assertThat(own.getPort()).isPositive().isNotEqualTo(api.getPort());

      assertThat(call("GET", api.resolve("/metrics")).statusCode()).isEqualTo(404);
      HttpResponse<String> metrics = call("GET", own.resolve("/metrics"));
      assertThat(metrics.statusCode()).isEqualTo(200);
      assertThat(metrics.body())
          .contains("postrider_accepted_total 0.0")
          .contains("postrider_limited_total 0.0")
          .contains("postrider_connections_refused_total 0.0");
      HttpResponse<String> health = call("GET", own.resolve("/health"));
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).isEqualTo("{\"database\":{\"status\":\"ok\"}}");
      assertThat(health.headers().firstValue("x-content-type-options")).hasValue("nosniff");
      assertThat(call("HEAD", own.resolve("/health")).statusCode()).isEqualTo(200);
      assertThat(call("GET", own.resolve("/api/v1/app")).statusCode()).isEqualTo(404);
      assertThat(call("POST", own.resolve("/metrics")).statusCode()).isIn(404, 405);
      assertThat(call("GET", api.resolve("/api/v1/health")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void withoutOneTheApiShowsThem() throws Exception {
    try (TurnedServer server = TurnedServer.with(Map.of())) {
      assertThat(call("GET", server.url().resolve("/metrics")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void itIsAnotherPort() {
    assertThat(
            catchThrowableOfType(
                    Complaint.class,
                    () ->
                        Config.of(
                            Sources.read(null, Map.of("POSTRIDER_OBSERVE_PORT", "8071"), Map.of()),
                            "test"))
                .sentence())
        .isEqualTo(
            "observe.port must be another than port, which is 8071 (the default), not the same"
                + " (from POSTRIDER_OBSERVE_PORT).");
  }
}
