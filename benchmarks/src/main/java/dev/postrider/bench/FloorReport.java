package dev.postrider.bench;

import java.util.List;

/**
 * What {@code ./bench floor} prints: the same load through web server and HTTP client alone.
 *
 * @param latencyMillis intended send to arrival
 */
record FloorReport(
    double messagesPerSecond,
    Phase.CpuMicros cpuMicrosPerMessage,
    Phase.LoadCpuMicros loadCpuMicrosPerMessage,
    Latency.Millis latencyMillis,
    double disturbance,
    long lost)
    implements Figures.Report {

  /** So many deliveries a second, as a multiple of the floor's. */
  double ratio(double perSecond) {
    return Figures.rounded(messagesPerSecond == 0 ? 0 : perSecond / messagesPerSecond);
  }

  /** The CPU time of a delivery, as a multiple of the floor's. */
  double cpuRatio(Phase.CpuMicros cpu) {
    double floor = cpuMicrosPerMessage.total();
    return Figures.rounded(floor == 0 ? 0 : cpu.total() / floor);
  }

  @Override
  public boolean kept() {
    return lost == 0;
  }

  @Override
  public String table() {
    return new Table()
        .line("floor, deliveries/s", "%.0f", messagesPerSecond)
        .line(
            "CPU µs/delivery",
            "%.1f   beside it load %.1f (generator %.1f, sink %.1f)",
            cpuMicrosPerMessage.server(),
            loadCpuMicrosPerMessage.process(),
            loadCpuMicrosPerMessage.generator(),
            loadCpuMicrosPerMessage.sink())
        .line("send → received", "p50/p99/p99.9 %s ms", latencyMillis.text())
        .line("lost", "%d", lost)
        .disturbance(disturbance)
        .toString();
  }

  @Override
  public Plot plot() {
    return Plot.of(
        "floor: %.0f deliveries/s".formatted(messagesPerSecond),
        new Bars(
            "CPU per delivery",
            "µs",
            List.of("server", "generator", "sink"),
            List.of(
                Bars.Bar.of(
                    "floor",
                    cpuMicrosPerMessage.server(),
                    loadCpuMicrosPerMessage.generator(),
                    loadCpuMicrosPerMessage.sink()))),
        latencyMillis.bars());
  }
}
