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
  public String table() {
    return """
    %-28s%12d   from %d, in %.1f s
    %-28s%12d   %s
    %-28s%12.0f
    %-28s%12d   %d attempts, %d failed, at most %d parked
    %-28s%12d   %d hand-overs, %d commits of unknown outcome\
    """
        .formatted(
            "seeds",
            seeds,
            first,
            seconds,
            "violations",
            violations,
            failing.isEmpty() ? "" : "seeds " + failing,
            "seeds per CPU-minute",
            seedsPerCpuMinute,
            "messages",
            did.messages(),
            did.attempts(),
            did.failures(),
            did.maxParked(),
            "crashes",
            did.crashes(),
            did.handOvers(),
            did.doubts());
  }
}
