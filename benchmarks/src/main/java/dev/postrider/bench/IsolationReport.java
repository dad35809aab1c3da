package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code ./bench isolation} prints: times of the endpoints that are well all the time, from
 * when a message was due to be sent to its arrival.
 *
 * @param ratio of the 99th percentiles, disturbed over undisturbed: the lower of those before and
 *     after
 * @param arrived the share of the messages for healthy endpoints, due while the others were
 *     disturbed, that had come when that ended: what has not come has no time, so that the
 *     percentiles say nothing where much is missing
 * @param failedAttempts what the disturbance came to; without any, nothing was disturbed
 * @param refused not answered 202
 * @param lost of all endpoints, those that hung and flapped included once they were well again
 * @param missed targets that were not met, in words; empty is good
 */
record IsolationReport(
    int hanging,
    int flapping,
    double perSecond,
    Latency.Millis undisturbedMillis,
    Latency.Millis disturbedMillis,
    Latency.Millis afterMillis,
    double ratio,
    double arrived,
    long failedAttempts,
    long acknowledged,
    long refused,
    long lost,
    long duplicated,
    double rssMaxMegabytes,
    List<String> missed,
    double loadBefore,
    double loadAfter,
    Environment environment)
    implements Figures.Report {
  private static final double LARGEST_RATIO = 2;

  /** What is missing is half of what the 99th percentile leaves out, at most. */
  private static final double LEAST_ARRIVED = 0.995;

  /**
   * The endpoints that are well, before, while the others are disturbed, and after.
   *
   * @param arrived messages that came while the others were disturbed
   */
  record Healthy(
      Latency.Millis undisturbed, Latency.Millis disturbed, Latency.Millis after, long arrived) {}

  /** What became of all messages. */
  record Outcome(long acknowledged, long refused, long failed, long lost, long duplicated) {}

  /** The machine's load average as measuring began and ended. */
  record MachineLoad(double before, double after) {}

  static IsolationReport of(
      IsolationRun.Plan plan,
      Healthy healthy,
      Outcome outcome,
      double rssMaxMegabytes,
      MachineLoad load,
      Environment environment) {
    double undisturbed = Math.min(healthy.undisturbed.p99(), healthy.after.p99());
    double ratio = Figures.rounded(healthy.disturbed.p99() / undisturbed);
    double arrived = healthy.arrived / plan.healthyMessages();
    List<String> missed = new ArrayList<>();
    if (!(arrived >= LEAST_ARRIVED)) {
      missed.add(
          "%.1f %% of what was due at the healthy had come, not %.1f"
              .formatted(100 * arrived, 100 * LEAST_ARRIVED));
    }
    if (!(ratio <= LARGEST_RATIO)) {
      missed.add("p99 of the healthy %.2f times, not %.0f".formatted(ratio, LARGEST_RATIO));
    }
    if (outcome.failed == 0) {
      missed.add("no attempt failed, so nothing was disturbed");
    }
    if (outcome.lost > 0) {
      missed.add(outcome.lost + " lost");
    }
    return new IsolationReport(
        plan.disturbance().hanging(),
        plan.disturbance().flapping(),
        plan.rate(),
        healthy.undisturbed,
        healthy.disturbed,
        healthy.after,
        ratio,
        Math.min(1, Math.round(arrived * 1e4) / 1e4),
        outcome.failed,
        outcome.acknowledged,
        outcome.refused,
        outcome.lost,
        outcome.duplicated,
        rssMaxMegabytes,
        List.copyOf(missed),
        load.before,
        load.after,
        environment);
  }

  @Override
  public String table() {
    Table table = new Table();
    table.line(
        "disturbed",
        "%d hang, %d flap, of %d; %d failed attempts",
        hanging,
        flapping,
        environment.load().applications(),
        failedAttempts);
    table.line(
        "healthy, undisturbed",
        "p50/p99/p99.9 %s ms   at %.0f/s for all",
        text(undisturbedMillis),
        perSecond);
    table.line(
        "healthy, disturbed",
        "p50/p99/p99.9 %s ms   of %.0f %% that came in time",
        text(disturbedMillis),
        100 * arrived);
    table.line("healthy, after", "p50/p99/p99.9 %s ms", text(afterMillis));
    table.line("p99, to undisturbed", "%.2f", ratio);
    table.line(
        "lost, duplicated", "%d, %d   of %d; %d refused", lost, duplicated, acknowledged, refused);
    table.line("RSS at most, MB", "%.0f", rssMaxMegabytes);
    table.missed(missed);
    table.line("load average", "%.1f before and %.1f after", loadBefore, loadAfter);
    return table + "%n".formatted() + environment.line();
  }

  private static String text(Latency.Millis millis) {
    return "%.2f/%.2f/%.2f".formatted(millis.p50(), millis.p99(), millis.p999());
  }
}
