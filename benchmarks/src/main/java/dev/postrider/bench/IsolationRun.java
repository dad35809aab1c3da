package dev.postrider.bench;

import java.io.IOException;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** One run of the isolation benchmark: all are well, some are disturbed, all are well again. */
final class IsolationRun {
  /** Until code is compiled and every endpoint has its connections. */
  private static final Duration WARMUP = Duration.ofSeconds(40);

  /** The longest pause between two probes, a time limit, and the retries of what has waited. */
  private static final Duration RETURN = Duration.ofMinutes(2);

  /**
   * What is done.
   *
   * @param rate messages a second to all endpoints together
   */
  record Plan(double rate, Duration measured, Disturbance disturbance, LoadShape shape) {
    /** How many are due at endpoints that are well while the others are disturbed. */
    double healthyMessages() {
      int healthy = shape.applications() - disturbance.tracks();
      return rate * measured.toSeconds() * healthy / shape.applications();
    }
  }

  private final Plan plan;
  private final Server product;
  private final Load load;

  private IsolationRun(Plan plan, Server product, Load load) {
    this.plan = plan;
    this.product = product;
    this.load = load;
  }

  /** One while: how long deliveries took, how many came, and what they cost. */
  private record While(Latency.Millis millis, long arrived, Phase.CpuMicros cpu) {}

  static IsolationReport measure(Rig rig, Plan plan) throws IOException, InterruptedException {
    SinkAnswers receiver = plan.shape.receiver(plan.disturbance.tracks());
    try (Server product = rig.server();
        Load load =
            product.load(
                plan.shape,
                Retries.soon(),
                Sink.open(Installation.freePort(), receiver, Sink.Manner.ANSWERS))) {
      return new IsolationRun(plan, product, load).run();
    }
  }

  private IsolationReport run() throws IOException, InterruptedException {
    double loadBefore = Environment.loadAverage();
    LoadGenerator generator = load.start(new Pace.Open(plan.rate), Long.MAX_VALUE, (_, _, _) -> {});
    try (Memory memory = Memory.watch(product.child().pid())) {
      Thread.sleep(WARMUP);
      While undisturbed = measure("All endpoints are well");
      load.receiver().behave(plan.disturbance);
      While disturbed = measure("Some hang and some flap");
      long failed = failed();
      load.receiver().behave(Conduct.WELL);
      While after = measure("All are well again");
      generator.stop();
      Figures.progress("Waiting for what was put off.");
      load.arrived(RETURN);
      Load.Counts counts = load.counts();
      return IsolationReport.of(
          plan,
          new IsolationReport.Healthy(
              undisturbed.millis, disturbed.millis, after.millis, disturbed.arrived),
          new IsolationReport.Costs(undisturbed.cpu, disturbed.cpu),
          new IsolationReport.Outcome(
              load.tracks().accepted(),
              counts.refused(),
              failed,
              counts.lost(),
              counts.duplicated(),
              memory.peakMegabytes()),
          MachineLoad.since(loadBefore),
          Environment.of(product, plan.shape));
    }
  }

  /** Times of the healthy over the next while. */
  private While measure(String what) throws IOException, InterruptedException {
    Figures.progress("%s, for %d s.".formatted(what, plan.measured.toSeconds()));
    Latency latency = load.receiver().latency();
    Spending spending = Spending.of(product);
    long before = load.receiver().tally().received();
    latency.restart(System.nanoTime());
    Thread.sleep(plan.measured);
    Histogram times = latency.take();
    return new While(
        Latency.Millis.of(times),
        times.getTotalCount(),
        spending.per(load.receiver().tally().received() - before));
  }

  private long failed() throws IOException, InterruptedException {
    return Metrics.sum(product.api().metrics(), "postrider_failed_total");
  }
}
