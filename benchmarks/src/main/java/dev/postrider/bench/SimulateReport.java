package dev.postrider.bench;

import dev.postrider.simulation.Report;
import java.util.List;

/**
 * What {@code ./bench simulate} prints.
 *
 * @param seeds that were run
 * @param violations seeds that break a promise
 * @param seedsPerCpuMinute by the CPU time of the process, the compiler's and the collector's
 *     included
 * @param first the first seed
 * @param failing the seeds that break a promise, a hundred at most
 * @param did what all runs did together
 */
record SimulateReport(
    long seeds,
    long violations,
    double seedsPerCpuMinute,
    double seconds,
    long first,
    List<Long> failing,
    Report did)
    implements Figures.Report {

  @Override
  public boolean kept() {
    return violations == 0;
  }

  @Override
  public String table() {
    return new Table()
        .line("seeds", "%d   from %d, in %.1f s", seeds, first, seconds)
        .line("violations", "%d   %s", violations, failing.isEmpty() ? "" : "seeds " + failing)
        .line("seeds per CPU-minute", "%.0f", seedsPerCpuMinute)
        .line(
            "messages",
            "%d   %d attempts, %d failed, at most %d parked",
            did.messages(),
            did.attempts(),
            did.failures(),
            did.maxParked())
        .line(
            "crashes",
            "%d   %d hand-overs, %d commits of unknown outcome",
            did.crashes(),
            did.handOvers(),
            did.doubts())
        .toString();
  }

  @Override
  public Plot plot() {
    return Plot.of(
        "simulate: %d violations in %d seeds".formatted(violations, seeds),
        Bars.of(
            "what all runs did together",
            "count",
            Bars.Bar.of("messages", (double) did.messages()),
            Bars.Bar.of("attempts", (double) did.attempts()),
            Bars.Bar.of("failed", (double) did.failures())),
        Bars.of(
            "what was done to them",
            "count",
            Bars.Bar.of("crashes", (double) did.crashes()),
            Bars.Bar.of("hand-overs", (double) did.handOvers()),
            Bars.Bar.of("unknown commits", (double) did.doubts())));
  }
}
