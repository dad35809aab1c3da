package dev.postrider.bench;

import java.io.IOException;
import java.time.Duration;
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

  /** Who sends is not asked how long answers took. */
  private static final Answers UNHEARD = (_, _, _) -> {};

  /**
   * What is done.
   *
   * @param rate messages a second to the dead endpoint; 0 for as fast as they are taken
   * @param dead the load of the endpoint that is dead
   * @param others the load of the endpoints that work
   */
  record Plan(
      int messages,
      double rate,
      double othersRate,
      int seconds,
      boolean hang,
      boolean drain,
      LoadShape dead,
      LoadShape others) {
    Pace queueing() {
      return rate > 0 ? new Pace.Open(rate) : new Pace.Closed();
    }
  }

  /** What queueing came to. */
  private record Queued(double seconds, double p99, Phase.CpuMicros cpu) {}

  private final Plan plan;
  private final Server product;
  private final Load others;
  private final int deadPort = Installation.freePort();
  private final Tracks dead;

  private BacklogRun(Plan plan, Server product, Load others)
      throws IOException, InterruptedException {
    this.plan = plan;
    this.product = product;
    this.others = others;
    this.dead = plan.dead.tracks(product.subject(plan.dead, deadPort));
  }

  static BacklogReport measure(Rig rig, Plan plan) throws IOException, InterruptedException {
    try (Server product = rig.server();
        Load others = product.load(plan.others)) {
      return new BacklogRun(plan, product, others).run();
    }
  }

  private BacklogReport run() throws IOException, InterruptedException {
    LoadGenerator steady = others.start(new Pace.Open(plan.othersRate), Long.MAX_VALUE, UNHEARD);
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
      others.arrived(SETTLED);
      Load.Counts counts = others.counts();
      return new BacklogReport(
          dead.accepted(),
          Figures.rounded(dead.accepted() / queued.seconds),
          queued.cpu,
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
              counts.lost(),
              counts.duplicated()),
          drained,
          null,
          Environment.of(product, plan.others));
    }
  }

  /** The others' 99th percentile over the next while. */
  private double p99(Duration span) throws InterruptedException {
    others.receiver().latency().restart(System.nanoTime());
    Thread.sleep(span);
    return Latency.Millis.of(others.receiver().latency().take()).p99();
  }

  /** The same load for an endpoint that works: what of the difference is the load's. */
  private double control(Duration span) throws IOException, InterruptedException {
    Figures.progress("The same load for an endpoint that works, for %d s.".formatted(plan.seconds));
    try (Load working = product.load(plan.dead)) {
      LoadGenerator load = working.start(plan.queueing(), Long.MAX_VALUE, UNHEARD);
      double p99 = p99(span);
      load.stop();
      working.arrived(SETTLED);
      return p99;
    }
  }

  private Queued queue() throws IOException, InterruptedException {
    Figures.progress("Queueing %d messages for the dead endpoint.".formatted(plan.messages));
    others.receiver().latency().restart(System.nanoTime());
    long start = System.nanoTime();
    Spending spending = Spending.of(product);
    long othersBefore = others.tracks().accepted();
    LoadGenerator queueing =
        LoadGenerator.start(
            new LoadGenerator.Plan(
                product.child().address(),
                dead,
                plan.dead.connections(),
                plan.queueing(),
                plan.messages,
                UNHEARD));
    Milestones milestones = new Milestones("queued", plan.messages);
    while (!queueing.finished()) {
      Thread.sleep(POLL);
      milestones.reached(dead.accepted());
    }
    queueing.stop();
    double seconds = (System.nanoTime() - start) / 1e9;
    long messages = dead.accepted() + others.tracks().accepted() - othersBefore;
    return new Queued(
        seconds,
        Latency.Millis.of(others.receiver().latency().take()).p99(),
        spending.per(messages));
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
      Spending spending = Spending.of(product);
      long othersBefore = others.receiver().tally().received();
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
          spending.per(seen + others.receiver().tally().received() - othersBefore),
          tally.lost(dead),
          tally.duplicated());
    }
  }

  private Sink deadSink(Sink.Manner manner) throws IOException {
    return Sink.open(deadPort, plan.dead.receiver(), manner);
  }
}
