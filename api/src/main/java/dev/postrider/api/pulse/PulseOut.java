package dev.postrider.api.pulse;

import dev.postrider.api.http.JsonWriter;
import dev.postrider.pulse.Counts;
import dev.postrider.pulse.Latencies;
import java.time.Duration;

/** Writes what was counted. */
final class PulseOut {
  private PulseOut() {}

  static void members(JsonWriter json, Counts counts, Latencies latencies) {
    json.name("accepted").value(counts.accepted());
    json.name("delivered").value(counts.delivered());
    json.name("failedAttempts").value(counts.failed());
    json.name("discarded").value(counts.discarded());
    json.name("parked").value(counts.parked());
    if (latencies.count() > 0) {
      json.name("latencyMs").beginObject();
      json.name("p50").value(micros(latencies.percentile(0.50)));
      json.name("p95").value(micros(latencies.percentile(0.95)));
      json.name("p99").value(micros(latencies.percentile(0.99)));
      json.endObject();
    }
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1_000);
  }
}
