package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./bench isolation} prints: times of the endpoints that are well all the time, from
 * when a message was due to be sent to its arrival.
 *
 * @param ratio of the 99th percentiles, disturbed over undisturbed: the lower of those before and
 *     after
 * @param arrived the share of the messages for healthy endpoints, due while the others were
 *     disturbed, that had come when that ended: what has not come has no time, so that the
 *     percentiles say nothing where much is missing
 * @param cpuMicros CPU of a delivery, of all endpoints
 * @param floor the floor under the same endpoints; null when it was left out
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
    Costs cpuMicros,
    @Nullable FloorReport floor,
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
  record Outcome(
      long acknowledged,
      long refused,
      long failed,
      long lost,
      long duplicated,
      double rssMaxMegabytes) {}

  /** CPU per delivery. */
  record Costs(Phase.CpuMicros undisturbed, Phase.CpuMicros disturbed) {}

  static IsolationReport of(
      IsolationRun.Plan plan,
      Healthy healthy,
      Costs costs,
      Outcome outcome,
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
        costs,
        null,
        outcome.failed,
        outcome.acknowledged,
        outcome.refused,
        outcome.lost,
        outcome.duplicated,
        outcome.rssMaxMegabytes,
        List.copyOf(missed),
        load.before(),
        load.after(),
        environment);
  }

  /** The same with the floor beside it, if there is one. */
  IsolationReport with(@Nullable FloorReport measured) {
    return new IsolationReport(
        hanging,
        flapping,
        perSecond,
        undisturbedMillis,
        disturbedMillis,
        afterMillis,
        ratio,
        arrived,
        cpuMicros,
        measured,
        failedAttempts,
        acknowledged,
        refused,
        lost,
        duplicated,
        rssMaxMegabytes,
        missed,
        loadBefore,
        loadAfter,
        environment);
  }

  @Override
  public boolean kept() {
    return lost == 0;
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
        undisturbedMillis.text(),
        perSecond);
    table.line(
        "healthy, disturbed",
        "p50/p99/p99.9 %s ms   of %.0f %% that came in time",
        disturbedMillis.text(),
        100 * arrived);
    table.line("healthy, after", "p50/p99/p99.9 %s ms", afterMillis.text());
    table.line("p99, to undisturbed", "%.2f", ratio);
    table.cpu("CPU µs, undisturbed", cpuMicros.undisturbed);
    table.cpu("CPU µs, disturbed", cpuMicros.disturbed);
    table.floor(floor, cpuMicros.undisturbed);
    table.line(
        "lost, duplicated", "%d, %d   of %d; %d refused", lost, duplicated, acknowledged, refused);
    table.line("RSS at most, MB", "%.0f", rssMaxMegabytes);
    table.missed(missed);
    table.line("load average", "%.1f before and %.1f after", loadBefore, loadAfter);
    return table.foot(environment).toString();
  }

  @Override
  public Plot plot() {
    List<Bars.Bar> cpu = new ArrayList<>();
    cpu.add(Bars.cpu("undisturbed", cpuMicros.undisturbed));
    cpu.add(Bars.cpu("disturbed", cpuMicros.disturbed));
    if (floor != null) {
      cpu.add(Bars.cpu("floor", floor.cpuMicrosPerMessage()));
    }
    return Plot.of(
        "isolation: p99 of the healthy %.2f times".formatted(ratio),
        Bars.of(
            "p99 of the healthy",
            "ms",
            Bars.Bar.of("undisturbed", undisturbedMillis.p99()),
            Bars.Bar.of("disturbed", disturbedMillis.p99()),
            Bars.Bar.of("after", afterMillis.p99())),
        Bars.cpu(cpu));
  }
}
