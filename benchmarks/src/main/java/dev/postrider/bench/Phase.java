package dev.postrider.bench;

/**
 * What one phase of load came to, in its measured window.
 *
 * @param messagesPerSecond distinct messages that the sink received; of a message for several
 *     endpoints, each delivery
 * @param acceptedPerSecond messages that were answered 202
 * @param disturbance the share of the machine's CPU time that went to anything that takes no part;
 *     above 0.05 the run is not worth much
 * @param latencyMillis intended send to arrival at the sink
 * @param acceptMillis intended send to the answer 202
 */
record Phase(
    double messagesPerSecond,
    double acceptedPerSecond,
    CpuMicros cpuMicrosPerMessage,
    LoadCpuMicros loadCpuMicrosPerMessage,
    double disturbance,
    Latency.Millis latencyMillis,
    Latency.Millis acceptMillis) {

  /** CPU time per received message of what is measured. */
  record CpuMicros(double server, double postgres) {
    /** Of so many nanoseconds for so many messages. */
    static CpuMicros of(long server, long postgres, long messages) {
      return new CpuMicros(micros(server, messages), micros(postgres, messages));
    }

    double total() {
      return Figures.rounded(server + postgres);
    }

    /** For people: the total and its parts. */
    String text() {
      return "%.1f   server %.1f + PostgreSQL %.1f".formatted(total(), server, postgres);
    }
  }

  /** CPU time per received message of what measures: its two threads, and its whole process. */
  record LoadCpuMicros(double generator, double sink, double process) {}

  /** The state of affairs at one instant. */
  record Sample(long nanos, long accepted, long received, Meter.Reading cpu) {}

  static Phase of(Sample from, Sample to, Latency.Millis latency, Latency.Millis accept) {
    double seconds = (to.nanos - from.nanos) / 1e9;
    long received = to.received - from.received;
    Meter.Reading cpu = to.cpu.since(from.cpu);
    return new Phase(
        Figures.rounded(received / seconds),
        Figures.rounded((to.accepted - from.accepted) / seconds),
        CpuMicros.of(cpu.server(), cpu.postgres(), received),
        new LoadCpuMicros(
            micros(cpu.generator(), received),
            micros(cpu.sink(), received),
            micros(cpu.load(), received)),
        Figures.rounded(cpu.others() / 1e9 / seconds / Runtime.getRuntime().availableProcessors()),
        latency,
        accept);
  }

  private static double micros(long nanos, long messages) {
    return messages == 0 ? 0 : Figures.rounded(nanos / 1e3 / messages);
  }
}
