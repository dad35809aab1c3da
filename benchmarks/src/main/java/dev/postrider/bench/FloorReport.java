package dev.postrider.bench;

/** What {@code ./bench floor} prints: the same load through web server and HTTP client alone. */
record FloorReport(
    double messagesPerSecond,
    Phase.CpuMicros cpuMicrosPerMessage,
    Phase.LoadCpuMicros loadCpuMicrosPerMessage,
    double disturbance,
    long lost)
    implements Figures.Report {

  @Override
  public String table() {
    return "%-28s%12.0f%n%-28s%12.1f   beside it load %.1f (generator %.1f, sink %.1f)%n%-28s%12d%n%-28s%12.2f"
        .formatted(
            "floor messages/s",
            messagesPerSecond,
            "CPU µs/message",
            cpuMicrosPerMessage.server(),
            loadCpuMicrosPerMessage.process(),
            loadCpuMicrosPerMessage.generator(),
            loadCpuMicrosPerMessage.sink(),
            "lost",
            lost,
            "disturbance",
            disturbance);
  }
}
