package dev.postrider.console.pulse;

import dev.postrider.console.ask.Ask;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What happened in a window, and its sums.
 *
 * @param points JSON: for each step its second, accepted, delivered, failed attempts, given up,
 *     parked, and the milliseconds below which half, 95 and 99 of 100 attempts took
 * @param p50 milliseconds below which half of all attempts took; negative when there were none;
 *     {@code p95} and {@code p99} likewise
 */
public record Chart(
    Window window,
    String points,
    long accepted,
    long delivered,
    long failed,
    long discarded,
    long parked,
    long p50,
    long p95,
    long p99) {

  /** A step, to which points are added. */
  private static final class Step {
    private long accepted;
    private long delivered;
    private long failed;
    private long discarded;
    private long parked;
    private double p50;
    private double p95;
    private double p99;

    /** Percentiles cannot be added; of several the highest is shown, which hides nothing. */
    void add(JsonNode point) {
      accepted += point.path("accepted").asLong();
      delivered += point.path("delivered").asLong();
      failed += point.path("failedAttempts").asLong();
      discarded += point.path("discarded").asLong();
      parked += point.path("parked").asLong();
      JsonNode latency = point.path("latencyMs");
      p50 = Math.max(p50, latency.path("p50").asDouble(0));
      p95 = Math.max(p95, latency.path("p95").asDouble(0));
      p99 = Math.max(p99, latency.path("p99").asDouble(0));
    }

    private boolean tried() {
      return p50 > 0;
    }

    private ArrayNode told(Instant at) {
      ArrayNode told = JsonNodeFactory.instance.arrayNode();
      told.add(at.getEpochSecond()).add(accepted).add(delivered).add(failed);
      told.add(discarded).add(parked);
      if (tried()) {
        told.add(Math.round(p50)).add(Math.round(p95)).add(Math.round(p99));
      } else {
        told.addNull().addNull().addNull();
      }
      return told;
    }
  }

  /**
   * Asks for it.
   *
   * @param path of the API, whose pulse is wanted; empty for the organisation's
   */
  public static Chart of(Ask ask, String path, Window window, Instant now) {
    Map<String, String> query =
        Map.of("step", window.asked(), "after", window.begins(now).toString());
    return of(ask.get(path + "/stats/pulse", query).needed(), window, now);
  }

  static Chart of(JsonNode pulse, Window window, Instant now) {
    SortedMap<Instant, Step> steps = new TreeMap<>();
    for (Instant at = window.begins(now); at.isBefore(now); at = at.plus(window.step())) {
      steps.put(at, new Step());
    }
    Step sum = new Step();
    for (JsonNode point : pulse.path("data")) {
      sum.add(point);
      Instant at = window.stepOf(Instant.parse(point.path("at").asString()));
      steps.computeIfAbsent(at, _ -> new Step()).add(point);
    }
    ArrayNode points = JsonNodeFactory.instance.arrayNode();
    steps.forEach((at, step) -> points.add(step.told(at)));
    return new Chart(
        window,
        points.toString(),
        sum.accepted,
        sum.delivered,
        sum.failed,
        sum.discarded,
        sum.parked,
        latency(pulse, "p50"),
        latency(pulse, "p95"),
        latency(pulse, "p99"));
  }

  private static long latency(JsonNode pulse, String percentile) {
    JsonNode millis = pulse.path("total").path("latencyMs").path(percentile);
    return millis.isNumber() ? Math.round(millis.asDouble()) : -1;
  }

  /** True when there is nothing to be seen. */
  public boolean empty() {
    return accepted + delivered + failed + discarded + parked == 0;
  }
}
