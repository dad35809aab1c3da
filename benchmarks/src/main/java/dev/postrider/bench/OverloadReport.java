package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./bench overload} prints. Times count from when a request was due; a megabyte has
 * 1,000,000 bytes.
 *
 * @param capacityPerSecond acknowledged in the closed loop
 * @param cpuMicros CPU of an accepted message
 * @param floor the floor under the same load; null when it was left out
 * @param demandPerSecond due during the overload: offered and unsent ones together
 * @param offeredPerSecond sent during the overload
 * @param unsentPerSecond refused at the connection: not sent, because every connection waited for
 *     an answer
 * @param shedPerSecond answered 503 with {@code Retry-After}
 * @param failed answered otherwise, or not at all, from the calm before to the end
 * @param calmMillis acknowledged at half of the capacity, before
 * @param rssMaxMegabytes the most memory that the server ever had resident
 * @param postgresMaxMegabytes the most that PostgreSQL was seen with
 * @param recoverySeconds the first of three seconds on end after the fall in which the 99th
 *     percentile was at most twice that of the calm and nothing was refused, counted from 1; 0 when
 *     there were none
 * @param missed targets that were not met, in words; empty is good
 * @param afterFall each second after the fall
 */
record OverloadReport(
    double capacityPerSecond,
    Costs cpuMicros,
    @Nullable FloorReport floor,
    double demandPerSecond,
    double offeredPerSecond,
    double unsentPerSecond,
    double acceptedPerSecond,
    double shedPerSecond,
    long failed,
    Timeline.Times acceptedMillis,
    Timeline.Times shedMillis,
    Timeline.Times calmMillis,
    double rssMaxMegabytes,
    double postgresMaxMegabytes,
    int recoverySeconds,
    long acknowledged,
    long lost,
    long duplicated,
    List<String> missed,
    List<Second> afterFall,
    double loadBefore,
    double loadAfter,
    Environment environment)
    implements Figures.Report {
  /** The journal answers 503 to who has waited so long ({@code journal.acceptTimeout}). */
  private static final double LONGEST_P99_MILLIS = 5_000;

  /**
   * The heap of the time when this was set (384 MiB), and half as much for code, threads,
   * connections and what the JVM needs.
   */
  private static final double MOST_MEGABYTES = 650;

  private static final int LONGEST_RECOVERY = 10;

  /** One good second may be chance. */
  private static final int LASTING = 3;

  /**
   * How much of the demand has to reach the server, as a multiple of its capacity. Where both share
   * a machine, refusing takes the same processors as serving, and not all of it can be answered.
   */
  private static final double LEAST_OFFERED = 1.5;

  /** Half of the capacity before, the overload, and the seconds after it. */
  record Phases(Timeline.Span calm, Timeline.Span overload, List<Timeline.Span> after) {}

  /**
   * CPU of an accepted message.
   *
   * @param overloaded from the calm before to the last second that was watched, all that was
   *     refused included
   */
  record Costs(Phase.CpuMicros atCapacity, Phase.CpuMicros overloaded) {}

  /** The most memory, in megabytes. */
  record Memories(double server, double postgres) {}

  /** What became of all messages, from the first phase on. */
  record Outcome(long acknowledged, long lost, long duplicated) {}

  /** One second after the fall. */
  record Second(double p99Millis, long accepted, long refused) {
    private static Second of(Timeline.Span span) {
      return new Second(
          span.acceptedMillis().p99(),
          span.accepted(),
          span.shed() + span.failed() + span.unsent());
    }

    private boolean normal(double mostMillis) {
      return accepted > 0 && refused == 0 && p99Millis <= mostMillis;
    }
  }

  static OverloadReport of(
      double capacity,
      Costs costs,
      Phases phases,
      Memories memories,
      Outcome outcome,
      MachineLoad load,
      Environment environment) {
    Timeline.Span overload = phases.overload;
    double seconds = overload.seconds();
    double offered = Figures.rounded(overload.offered() / seconds);
    List<Second> after = phases.after.stream().map(Second::of).toList();
    long failed =
        phases.calm.failed()
            + overload.failed()
            + phases.after.stream().mapToLong(Timeline.Span::failed).sum();
    int recovery = recovery(after, 2 * phases.calm.acceptedMillis().p99());
    List<String> missed = new ArrayList<>();
    if (offered < LEAST_OFFERED * capacity) {
      missed.add("offered %.0f/s, not %.0f".formatted(offered, LEAST_OFFERED * capacity));
    }
    if (failed > 0) {
      missed.add(failed + " answered neither 202 nor 503 with Retry-After");
    }
    if (overload.acceptedMillis().p99() > LONGEST_P99_MILLIS) {
      missed.add(
          "p99 of the accepted %.0f ms, not %.0f"
              .formatted(overload.acceptedMillis().p99(), LONGEST_P99_MILLIS));
    }
    if (memories.server > MOST_MEGABYTES) {
      missed.add("RSS %.0f MB, not %.0f".formatted(memories.server, MOST_MEGABYTES));
    }
    if (recovery == 0 || recovery > LONGEST_RECOVERY) {
      missed.add(
          recovery == 0
              ? "no recovery in %d s".formatted(after.size())
              : "recovery in the %dth second, not the %dth".formatted(recovery, LONGEST_RECOVERY));
    }
    if (outcome.lost > 0) {
      missed.add(outcome.lost + " lost");
    }
    return new OverloadReport(
        capacity,
        costs,
        null,
        Figures.rounded((overload.offered() + overload.unsent()) / seconds),
        offered,
        Figures.rounded(overload.unsent() / seconds),
        Figures.rounded(overload.accepted() / seconds),
        Figures.rounded(overload.shed() / seconds),
        failed,
        overload.acceptedMillis(),
        overload.shedMillis(),
        phases.calm.acceptedMillis(),
        memories.server,
        memories.postgres,
        recovery,
        outcome.acknowledged,
        outcome.lost,
        outcome.duplicated,
        List.copyOf(missed),
        after,
        load.before(),
        load.after(),
        environment);
  }

  /** The first of enough normal seconds on end, counted from 1; 0 when there is none. */
  private static int recovery(List<Second> after, double mostMillis) {
    int normal = 0;
    for (int i = 0; i < after.size(); i++) {
      normal = after.get(i).normal(mostMillis) ? normal + 1 : 0;
      if (normal == LASTING) {
        return i + 2 - LASTING;
      }
    }
    return 0;
  }

  /** The same with the floor beside it, if there is one. */
  OverloadReport with(@Nullable FloorReport measured) {
    return new OverloadReport(
        capacityPerSecond,
        cpuMicros,
        measured,
        demandPerSecond,
        offeredPerSecond,
        unsentPerSecond,
        acceptedPerSecond,
        shedPerSecond,
        failed,
        acceptedMillis,
        shedMillis,
        calmMillis,
        rssMaxMegabytes,
        postgresMaxMegabytes,
        recoverySeconds,
        acknowledged,
        lost,
        duplicated,
        missed,
        afterFall,
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
    table.line("capacity/s", "%.0f   in a closed loop", capacityPerSecond);
    table.line(
        "offered/s",
        "%.0f   of %.0f/s due; %.0f/s found every connection busy",
        offeredPerSecond,
        demandPerSecond,
        unsentPerSecond);
    table.line("accepted/s", "%.0f   p50/p99/max %s ms", acceptedPerSecond, text(acceptedMillis));
    table.line("shed/s", "%.0f   p50/p99/max %s ms", shedPerSecond, text(shedMillis));
    table.line("answered otherwise", "%d   in all, unanswered ones included", failed);
    table.line("at half, before", "p50/p99/max %s ms", text(calmMillis));
    table.cpu("CPU µs, at capacity", cpuMicros.atCapacity);
    table.cpu("CPU µs, overloaded", cpuMicros.overloaded);
    table.floor(floor, cpuMicros.atCapacity);
    table.line("RSS at most, MB", "%.0f   PostgreSQL %.0f", rssMaxMegabytes, postgresMaxMegabytes);
    table.line(
        "normal again",
        "%s",
        recoverySeconds == 0 ? "never" : "in second %d".formatted(recoverySeconds));
    table.line("lost, duplicated", "%d, %d   of %d", lost, duplicated, acknowledged);
    table.missed(missed);
    table.line("load average", "%.1f before and %.1f after", loadBefore, loadAfter);
    return table.foot(environment).toString();
  }

  @Override
  public Plot plot() {
    List<Bars.Bar> cpu = new ArrayList<>();
    cpu.add(Bars.cpu("at capacity", cpuMicros.atCapacity));
    cpu.add(Bars.cpu("overloaded", cpuMicros.overloaded));
    if (floor != null) {
      cpu.add(Bars.cpu("floor", floor.cpuMicrosPerMessage()));
    }
    return Plot.of(
        "overload: %.0f/s accepted of %.0f/s due".formatted(acceptedPerSecond, demandPerSecond),
        new Bars(
            "what became of requests",
            "1/s",
            List.of("accepted", "shed", "connections busy"),
            List.of(
                Bars.Bar.of("capacity", capacityPerSecond, 0, 0),
                Bars.Bar.of("overload", acceptedPerSecond, shedPerSecond, unsentPerSecond))),
        Lines.of(
            "after the fall",
            "ms",
            "seconds",
            Lines.Line.every(
                "p99 of accepted", 1, 1, afterFall.stream().map(Second::p99Millis).toList())),
        Bars.cpu(cpu));
  }

  private static String text(Timeline.Times times) {
    return "%.1f/%.1f/%.1f".formatted(times.p50(), times.p99(), times.max());
  }
}
