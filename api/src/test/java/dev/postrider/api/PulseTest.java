package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.pulse.Beat;
import dev.postrider.pulse.Counts;
import dev.postrider.pulse.Latencies;
import dev.postrider.pulse.Load;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the API makes of the pulse. The clock stands at 12:00:00 on 1 March 2026. */
final class PulseTest {
  private static final Instant EARLIER = Instant.parse("2026-03-01T11:58:20Z");

  private final TestApi api = new TestApi();
  private String app;
  private String endpoint;

  @BeforeEach
  void beat() {
    String id = api.application();
    app = "/app/" + id;
    endpoint = api.endpoint(id);
    Latencies latencies = new Latencies();
    latencies.add(1_000);
    latencies.add(9_000_000);
    ApplicationId application = ApplicationId.parse(id).orElseThrow();
    EndpointId at = EndpointId.parse(endpoint).orElseThrow();
    api.pulse.add(
        EARLIER,
        List.of(
            new Beat(application, null, new Counts(3, 1, 1, 2, 4), latencies),
            new Beat(application, at, new Counts(2, 1, 1, 2, 4), latencies)));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static final String REST =
      "\"delivered\":1,\"failedAttempts\":1,\"discarded\":2,\"parked\":4,"
          + "\"latencyMs\":{\"p50\":0.960,\"p95\":9437.184,\"p99\":9437.184}}";

  @Test
  void pointsAreThoseOfTheOrganisationOfTheApplicationAndOfTheEndpoint() {
    String all =
        "{\"step\":\"minute\",\"data\":[{\"at\":\"2026-03-01T11:58:00.000000Z\",\"accepted\":";
    assertThat(api.get("/stats/pulse").text()).isEqualTo(all + "3," + REST + total(3));
    assertThat(api.get(app + "/stats/pulse").text()).isEqualTo(all + "3," + REST + total(3));
    assertThat(api.get(app + "/endpoint/" + endpoint + "/stats/pulse").text())
        .isEqualTo(all + "2," + REST + total(2));
    assertThat(api.get(app + "/stats/pulse?step=hour").at("/data/0/at"))
        .isEqualTo("2026-03-01T11:00:00.000000Z");
    assertThat(api.get("/app/nobody/stats/pulse").status()).isEqualTo(404);
    assertThat(api.get(app + "/endpoint/nobody/stats/pulse").status()).isEqualTo(404);
  }

  private static String total(int accepted) {
    return "],\"total\":{\"accepted\":" + accepted + "," + REST + "}";
  }

  @Test
  void aPointThatHasSomethingOfTheTimeIsShown() {
    String pulse = app + "/stats/pulse?";
    assertThat(points(pulse + "after=2026-03-01T11:58:59Z")).isEqualTo(1);
    assertThat(points(pulse + "after=2026-03-01T11:59:00Z")).isZero();
    assertThat(points(pulse + "before=2026-03-01T11:58:01Z")).isEqualTo(1);
    assertThat(points(pulse + "before=2026-03-01T11:58:00Z")).isZero();
    assertThat(points(pulse + "step=hour&before=2026-03-01T11:00:00Z")).isZero();
  }

  private int points(String path) {
    return api.get(path).json().path("data").size();
  }

  @Test
  void tooManyPointsAreRefusedInWords() {
    String pulse = "/stats/pulse?before=2026-03-01T12:00:00Z&after=";
    assertThat(api.get(pulse + "2026-02-28T11:00:00Z").status()).isEqualTo(200);
    assertRefused(pulse + "2026-02-28T10:59:00Z", "must be at most 1500 points before `before`");
    assertThat(api.get(pulse + "2026-02-28T10:59:00Z&step=hour").status()).isEqualTo(200);
    assertRefused(pulse + "2025-12-01T00:00:00Z&step=hour", "must be at most 1500 points");
    assertRefused(pulse + "2026-03-01T12:00:00Z", "must be before `before`");
    assertRefused("/stats/pulse?step=day", "must be minute or hour");
    assertRefused("/stats/endpoints?order=best", "must be failing or slowest");
    assertRefused("/stats/endpoints?after=2026-02-28T12:00:00Z", "must be at most a day");
    assertThat(api.get("/stats/endpoints?after=soon").status()).isEqualTo(400);
  }

  @Test
  void theBacklogIsToldAsItIs() {
    api.load = new Load(3, 4_096, 70, 2, 5, 600, api.now.get().minusMillis(25), true, false);
    String all =
        "{\"inFlight\":3,\"memoryBytes\":4096,\"parked\":70,\"dispatchEvents\":2,\"journalMessages\":5,"
            + "\"journalBytes\":600,%s\"behind\":true,\"databaseUp\":false}";
    assertThat(api.get("/stats/backlog").text())
        .isEqualTo(all.formatted("\"lastCommitAgeMs\":25.000,"));
    api.load = new Load(3, 4_096, 70, 2, 5, 600, null, true, false);
    assertThat(api.get("/stats/backlog").text()).isEqualTo(all.formatted(""));
  }

  private void assertRefused(String path, String why) {
    TestApi.Reply reply = api.get(path);
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.at("/detail/0/msg")).contains(why);
  }

  @Test
  void endpointsAreShownWithTheTimeThatWasCounted() {
    String one =
        "\"data\":[{\"appId\":\"%s\",\"endpointId\":\"%s\",\"accepted\":2,%s]}"
            .formatted(app.substring(5), endpoint, REST);
    String hours =
        "{\"after\":\"2026-02-28T12:00:00.000000Z\",\"before\":\"2026-03-01T13:00:00.000000Z\",";
    assertThat(api.get("/stats/endpoints").text()).isEqualTo(hours + one);
    assertThat(api.get(app + "/stats/endpoints?order=slowest").text()).isEqualTo(hours + one);
    assertThat(api.get(app + "/stats/endpoints?after=2026-03-01T11:30:30Z").text())
        .as("by minutes")
        .isEqualTo(
            "{\"after\":\"2026-03-01T11:30:00.000000Z\",\"before\":\"2026-03-01T12:01:00.000000Z\","
                + one);
    String other = api.application();
    assertThat(api.get("/app/" + other + "/stats/endpoints").json().path("data")).isEmpty();
  }
}
