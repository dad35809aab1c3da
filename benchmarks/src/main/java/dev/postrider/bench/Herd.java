package dev.postrider.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** The receivers of a herd, and what comes to them. */
final class Herd implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);

  /** Longer than the longest pause between two probes, and than retries that are soon. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final SinkAnswers receiver;
  private final Burst burst;
  private final Sink sink;
  private final long start;
  private final int endpoints;

  private Herd(SinkAnswers receiver, Burst burst, Sink sink, long start, int endpoints) {
    this.receiver = receiver;
    this.burst = burst;
    this.sink = sink;
    this.start = start;
    this.endpoints = endpoints;
  }

  /** Listens from now on, and counts seconds from {@code start} on. */
  static Herd open(int port, LoadShape shape, long start) throws IOException {
    SinkAnswers receiver = shape.receiver();
    Burst burst = new Burst(shape.applications(), start);
    receiver.behave(burst);
    Sink sink = Sink.open(port, receiver, Sink.Manner.ANSWERS);
    return new Herd(receiver, burst, sink, start, shape.applications());
  }

  /** What is watched meanwhile. */
  record Beside(
      Server product, HerdControl control, Latency.Millis before, Memory server, Memory postgres) {}

  /**
   * Waits until so many have come, or none comes any more. The control sends nothing after that.
   */
  HerdReport.Part await(long deliveries, Beside beside) throws IOException, InterruptedException {
    beside.control.measure();
    Milestones milestones = new Milestones("delivered", deliveries);
    Tally tally = receiver.tally();
    Spending spending = Spending.of(beside.product);
    long before = tally.received();
    long seen = tally.received();
    long last = System.nanoTime();
    long inFlight = 0;
    while (tally.received() < deliveries && System.nanoTime() - last < PATIENCE.toNanos()) {
      Thread.sleep(POLL);
      inFlight = Math.max(inFlight, inFlight(beside.product));
      if (tally.received() > seen) {
        seen = tally.received();
        last = System.nanoTime();
        milestones.reached(seen);
      }
    }
    Latency.Millis during = beside.control.measured();
    Phase.CpuMicros cpu = spending.per(seen - before);
    beside.control.pause();
    double seconds = Math.max((last - start) / 1e9, 0.01);
    List<Integer> perSecond = burst.perSecond();
    return new HerdReport.Part(
        endpoints,
        deliveries,
        Figures.rounded(seconds),
        Figures.rounded(seen / seconds),
        Collections.max(perSecond.isEmpty() ? List.of(0) : perSecond),
        burst.mostAtOne(),
        inFlight,
        cpu,
        perSecond,
        beside.before,
        during,
        beside.server.peakMegabytes(),
        beside.postgres.peakMegabytes(),
        deliveries - tally.received(),
        tally.duplicated(),
        beside.control.lost());
  }

  private static long inFlight(Server product) throws IOException, InterruptedException {
    return Metrics.sum(product.api().metrics(), "postrider_in_flight");
  }

  @Override
  public void close() {
    sink.close();
  }
}
