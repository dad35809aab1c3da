package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;
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
 * @param refused not acknowledged: answered other than 202, or the connection broke
 * @param missed targets that were not met, in words; empty is good
 */
record ThroughputReport(
    double messagesPerSecond,
    Phase.CpuMicros cpuMicrosPerMessage,
    Latency.@Nullable Millis latencyMillis,
    @Nullable FloorReport floor,
    @Nullable Double ratioToFloor,
    long lost,
    long duplicated,
    long refused,
    long sinkFaults,
    double rssMaxMegabytes,
    List<String> missed,
    Phase max,
    @Nullable AtRate atRate,
    Environment environment)
    implements Figures.Report {
  private static final double LEAST_PER_SECOND = 15_000;
  private static final double LEAST_PER_SECOND_IN_BATCHES = 25_000;
  private static final double MOST_CPU_MICROS = 55;
  private static final double LEAST_RATIO = 0.6;

  /** The phase at a fixed rate. */
  record AtRate(double offeredPerSecond, Phase phase) {}

  static ThroughputReport of(
      Phase max,
      @Nullable AtRate atRate,
      Load.Counts counts,
      double rssMaxMegabytes,
      Environment environment) {
    return new ThroughputReport(
        max.messagesPerSecond(),
        max.cpuMicrosPerMessage(),
        atRate == null ? null : atRate.phase.latencyMillis(),
        null,
        null,
        counts.lost(),
        counts.duplicated(),
        counts.refused(),
        counts.sinkFaults(),
        rssMaxMegabytes,
        missed(max, counts, environment.load()),
        max,
        atRate,
        environment);
  }

  private static List<String> missed(Phase max, Load.Counts counts, LoadShape load) {
    return new Targets()
        .least(
            load.batch() > 1 ? "deliveries/s in batches" : "deliveries/s",
            max.messagesPerSecond(),
            load.batch() > 1 ? LEAST_PER_SECOND_IN_BATCHES : LEAST_PER_SECOND)
        .most("CPU µs/delivery", max.cpuMicrosPerMessage().total(), MOST_CPU_MICROS)
        .none("lost", counts.lost())
        .missed();
  }

  /** The same with the floor beside it. */
  ThroughputReport with(FloorReport measured) {
    double ratio = measured.ratio(messagesPerSecond);
    List<String> all = new ArrayList<>(missed);
    // The floor knows no batches, so that the two are not alike then.
    if (environment.load().batch() == 1) {
      all.addAll(new Targets().least("ratio to the floor", ratio, LEAST_RATIO).missed());
    }
    return new ThroughputReport(
        messagesPerSecond,
        cpuMicrosPerMessage,
        latencyMillis,
        measured,
        ratio,
        lost,
        duplicated,
        refused,
        sinkFaults,
        rssMaxMegabytes,
        List.copyOf(all),
        max,
        atRate,
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
        "deliveries/s", "%.0f   accepted/s %.0f", messagesPerSecond, max.acceptedPerSecond());
    table.cpu("CPU µs/delivery", max);
    if (atRate != null) {
      Phase phase = atRate.phase;
      table.line("at a fixed rate", "%.0f messages/s", atRate.offeredPerSecond);
      table.line("  accept → received", "p50/p99/p99.9 %s ms", phase.latencyMillis().text());
      table.line("  accept → 202", "p50/p99/p99.9 %s ms", phase.acceptMillis().text());
      table.cpu("  CPU µs/delivery", phase);
    }
    table.floor(floor, cpuMicrosPerMessage);
    if (ratioToFloor != null) {
      table.line("ratio to floor", "%.2f   of its deliveries/s", ratioToFloor);
    }
    table.line(
        "lost, duplicated",
        "%d, %d   refused %d, sink faults %d",
        lost,
        duplicated,
        refused,
        sinkFaults);
    table.line("RSS at most, MB", "%.0f", rssMaxMegabytes);
    table.missed(missed);
    return table.disturbance(max.disturbance()).foot(environment).toString();
  }

  @Override
  public Plot plot() {
    List<Bars.Bar> cpu = new ArrayList<>();
    List<Bars.Bar> rates = new ArrayList<>();
    cpu.add(Bars.cpu("at its maximum", cpuMicrosPerMessage));
    rates.add(Bars.Bar.of("server", messagesPerSecond));
    if (atRate != null) {
      cpu.add(
          Bars.cpu(
              "at %.0f/s".formatted(atRate.offeredPerSecond), atRate.phase.cpuMicrosPerMessage()));
    }
    if (floor != null) {
      cpu.add(Bars.cpu("floor", floor.cpuMicrosPerMessage()));
      rates.add(Bars.Bar.of("floor", floor.messagesPerSecond()));
    }
    List<Plot.Panel> panels = new ArrayList<>();
    panels.add(new Bars("deliveries", "1/s", List.of("1/s"), rates));
    panels.add(Bars.cpu(cpu));
    if (atRate != null) {
      panels.add(atRate.phase.latencyMillis().bars());
    }
    return new Plot("throughput: %.0f deliveries/s".formatted(messagesPerSecond), panels);
  }
}
