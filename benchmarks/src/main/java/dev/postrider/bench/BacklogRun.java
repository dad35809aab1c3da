package dev.postrider.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One run of the backlog benchmark: before, under the same load for an endpoint that works, while
 * messages queue for the dead one, after, and its return.
 */
final class BacklogRun {
  private static final Duration WARMUP = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration SETTLED = Duration.ofSeconds(15);

  /**
   * What is done.
   *
   * @param rate messages a second to the dead endpoint; 0 for as fast as they are taken
   * @param others the load of the endpoints that work
   */
  record Plan(
      int messages,
      double rate,
      double othersRate,
      int seconds,
      boolean hang,
      boolean drain,
      LoadShape others) {
    LoadShape dead() {
      return new LoadShape(1, others.size(), others.connections(), 0, 0, others.seed(), 1);
    }

    Pace queueing() {
      return rate > 0 ? new Pace.Open(rate) : new Pace.Closed();
    }
  }

  /** What queueing came to. */
  private record Queued(double seconds, double p99) {}

  private final Plan plan;
  private final Product product;
  private final Sink living;
  private final int deadPort;
  private final int busyPort;
  private final Tracks others;
  private final Tracks dead;
  private final Tracks busy;

  private BacklogRun(Plan plan, Product product, Sink living, int livingPort)
      throws IOException, InterruptedException {
    this.plan = plan;
    this.product = product;
    this.living = living;
    this.deadPort = Installation.freePort();
    this.busyPort = Installation.freePort();
    this.others = plan.others.tracks(product.subject(plan.others.applications(), livingPort));
    this.dead = plan.dead().tracks(product.subject(1, deadPort));
    this.busy = plan.dead().tracks(product.subject(1, busyPort));
  }

  /**
   * Runs all of it.
   *
   * @param recording where a flight recording of the server goes; null for none
   */
  static BacklogReport measure(
      Installation installation, InstantSource clock, Plan plan, @Nullable Path recording)
      throws IOException, InterruptedException {
    Figures.progress("Starting the server.");
    int port = Installation.freePort();
    try (Sink living = Sink.open(port, plan.others.receiver(), Sink.Manner.ANSWERS);
        Product product = Product.start(installation, clock, recording)) {
      return new BacklogRun(plan, product, living, port).run();
    }
  }

  private BacklogReport run() throws IOException, InterruptedException {
    LoadGenerator steady = generator(others, new Pace.Open(plan.othersRate), Long.MAX_VALUE);
    Duration span = Duration.ofSeconds(plan.seconds);
    double before;
    double control;
    Queued queued;
    double after;
    long parked;
    try (Memory memory = Memory.watch(product.child().pid())) {
      Thread.sleep(WARMUP);
      try (@Nullable Sink _ = plan.hang ? deadSink(Sink.Manner.HANGS) : null) {
        Figures.progress("Others alone for %d s.".formatted(plan.seconds));
        before = p99(span);
        control = control(span);
        queued = queue();
        Figures.progress("All queued; others for %d s.".formatted(plan.seconds));
        after = p99(span);
        parked = Metrics.sum(product.api().metrics(), "postrider_parked");
      }
      BacklogReport.Drain drained = plan.drain ? drain() : null;
      steady.stop();
      Arrivals.await(living.receiver().tally(), others.accepted(), SETTLED);
      Tally tally = living.receiver().tally();
      return new BacklogReport(
          dead.accepted(),
          Figures.rounded(dead.accepted() / queued.seconds),
          parked,
          memory.peakMegabytes(),
          memory.samples(),
          new BacklogReport.Others(
              before,
              control,
              queued.p99,
              after,
              Figures.rounded(queued.p99 / before),
              Figures.rounded(queued.p99 / control),
              tally.lost(others),
              tally.duplicated()),
          drained,
          Environment.of(product, plan.others));
    }
  }

  /** The others' 99th percentile over the next while. */
  private double p99(Duration span) throws InterruptedException {
    living.receiver().latency().restart(System.nanoTime());
    Thread.sleep(span);
    return Latency.Millis.of(living.receiver().latency().take()).p99();
  }

  /** The same load for an endpoint that works: what of the difference is the load's. */
  private double control(Duration span) throws IOException, InterruptedException {
    Figures.progress("The same load for an endpoint that works, for %d s.".formatted(plan.seconds));
    try (Sink working = Sink.open(busyPort, plan.dead().receiver(), Sink.Manner.ANSWERS)) {
      LoadGenerator load = generator(busy, plan.queueing(), Long.MAX_VALUE);
      double p99 = p99(span);
      load.stop();
      Arrivals.await(working.receiver().tally(), busy.accepted(), SETTLED);
      return p99;
    }
  }

  private Queued queue() throws IOException, InterruptedException {
    Figures.progress("Queueing %d messages for the dead endpoint.".formatted(plan.messages));
    living.receiver().latency().restart(System.nanoTime());
    long start = System.nanoTime();
    LoadGenerator queueing = generator(dead, plan.queueing(), plan.messages);
    Milestones milestones = new Milestones("queued", plan.messages);
    while (!queueing.finished()) {
      Thread.sleep(POLL);
      milestones.reached(dead.accepted());
    }
    queueing.stop();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Queued(seconds, Latency.Millis.of(living.receiver().latency().take()).p99());
  }

  private BacklogReport.Drain drain() throws IOException, InterruptedException {
    Figures.progress("The endpoint comes alive.");
    try (Sink alive = deadSink(Sink.Manner.ANSWERS)) {
      Tally tally = alive.receiver().tally();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      // The wait for the first probe is the retry policy's and not part of the rate.
      while (tally.received() == 0 && System.nanoTime() < deadline) {
        Thread.sleep(POLL);
      }
      long start = System.nanoTime();
      long last = start;
      long seen = 0;
      Milestones milestones = new Milestones("drained", dead.accepted());
      while (tally.received() < dead.accepted() && System.nanoTime() < deadline) {
        Thread.sleep(POLL);
        if (tally.received() > seen) {
          seen = tally.received();
          last = System.nanoTime();
          milestones.reached(seen);
          deadline = last + PATIENCE.toNanos();
        }
      }
      double seconds = Math.max(last - start, 1) / 1e9;
      return new BacklogReport.Drain(
          seen,
          Figures.rounded(seconds),
          Figures.rounded(seen / seconds),
          tally.lost(dead),
          tally.duplicated());
    }
  }

  private Sink deadSink(Sink.Manner manner) throws IOException {
    return Sink.open(deadPort, plan.dead().receiver(), manner);
  }

  private LoadGenerator generator(Tracks tracks, Pace pace, long messages) throws IOException {
    InetSocketAddress server = product.child().address();
    return LoadGenerator.start(
        new LoadGenerator.Plan(
            server, tracks, plan.others.connections(), pace, messages, new Latency()));
  }
}
