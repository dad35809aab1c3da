package dev.postrider.bench;

import org.jspecify.annotations.Nullable;

/**
 * What {@code ./bench throughput} prints.
 *
 * @param messagesPerSecond distinct messages that arrived, sustained over the closed-loop phase
 * @param cpuMicrosPerMessage CPU of the server and of all of PostgreSQL in that phase
 * @param latencyMillis intended send to arrival in the phase at a fixed rate; null without that
 *     phase
 * @param ratioToFloor null when the floor was left out
 * @param lost acknowledged and never arrived
 * @param outOfOrder arrived after a later message of the same lane; only counted with lanes
 * @param refused not acknowledged: answered other than 202, or the connection broke
 */
record ThroughputReport(
    double messagesPerSecond,
    Phase.CpuMicros cpuMicrosPerMessage,
    Latency.@Nullable Millis latencyMillis,
    @Nullable FloorReport floor,
    @Nullable Double ratioToFloor,
    long lost,
    long duplicated,
    long outOfOrder,
    long refused,
    long sinkFaults,
    Phase max,
    @Nullable AtRate atRate,
    Environment environment)
    implements Figures.Report {

  /** The phase at a fixed rate. */
  record AtRate(double offeredPerSecond, Phase phase) {}

  /** The counts over all phases. */
  record Counts(long lost, long duplicated, long outOfOrder, long refused, long sinkFaults) {
    static Counts of(Tracks sent, Sink sink) {
      Tally tally = sink.receiver().tally();
      return new Counts(
          tally.lost(sent), tally.duplicated(), tally.outOfOrder(), sent.refused(), sink.faults());
    }
  }

  static ThroughputReport of(
      Phase max, @Nullable AtRate atRate, Counts counts, Environment environment) {
    return new ThroughputReport(
        max.messagesPerSecond(),
        max.cpuMicrosPerMessage(),
        atRate == null ? null : atRate.phase.latencyMillis(),
        null,
        null,
        counts.lost,
        counts.duplicated,
        counts.outOfOrder,
        counts.refused,
        counts.sinkFaults,
        max,
        atRate,
        environment);
  }

  /** The same with the floor beside it. */
  ThroughputReport with(FloorReport measured) {
    return new ThroughputReport(
        messagesPerSecond,
        cpuMicrosPerMessage,
        latencyMillis,
        measured,
        Figures.rounded(messagesPerSecond / measured.messagesPerSecond()),
        lost,
        duplicated,
        outOfOrder,
        refused,
        sinkFaults,
        max,
        atRate,
        environment);
  }

  @Override
  public String table() {
    StringBuilder table = new StringBuilder();
    table.append("%-28s%12.0f%n".formatted("messages/s", messagesPerSecond));
    table.append("%-28s%12.0f%n".formatted("accepted/s", max.acceptedPerSecond()));
    table.append(cpu("CPU µs/message", max));
    if (atRate != null) {
      Phase phase = atRate.phase;
      table.append("at %.0f messages/s:%n".formatted(atRate.offeredPerSecond));
      table.append(millis("  accept → received ms", phase.latencyMillis()));
      table.append(millis("  accept → 202 ms", phase.acceptMillis()));
      table.append(cpu("  CPU µs/message", phase));
    }
    if (floor != null) {
      table.append(
          "%-28s%12.0f   server %.1f µs, ratio %.2f%n"
              .formatted(
                  "floor messages/s",
                  floor.messagesPerSecond(),
                  floor.cpuMicrosPerMessage().server(),
                  ratioToFloor));
    }
    table.append(
        "%-28slost %d, duplicated %d, out of order %s, refused %d, sink faults %d%n"
            .formatted(
                "messages",
                lost,
                duplicated,
                environment.load().lanes() > 0 ? Long.toString(outOfOrder) : "– (no lanes)",
                refused,
                sinkFaults));
    table.append(
        "%-28s%12.2f   of the machine's CPU time went elsewhere%s%n"
            .formatted(
                "disturbance",
                max.disturbance(),
                max.disturbance() > 0.05 ? ": measure again when it is quiet" : ""));
    return table.append(environment.line()).toString();
  }

  private static String cpu(String name, Phase phase) {
    Phase.CpuMicros cpu = phase.cpuMicrosPerMessage();
    Phase.LoadCpuMicros load = phase.loadCpuMicrosPerMessage();
    return "%-28s%12.1f   server %.1f + PostgreSQL %.1f; beside it load %.1f (generator %.1f, sink %.1f)%n"
        .formatted(
            name,
            cpu.server() + cpu.postgres(),
            cpu.server(),
            cpu.postgres(),
            load.process(),
            load.generator(),
            load.sink());
  }

  private static String millis(String name, Latency.Millis millis) {
    return "%-28s%12.2f   p99 %.2f, p99.9 %.2f%n"
        .formatted(name, millis.p50(), millis.p99(), millis.p999());
  }
}
