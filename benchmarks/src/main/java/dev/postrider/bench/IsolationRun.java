package dev.postrider.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

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
  private final Product product;
  private final Sink sink;
  private final Tracks tracks;

  private IsolationRun(Plan plan, Product product, Sink sink, Tracks tracks) {
    this.plan = plan;
    this.product = product;
    this.sink = sink;
    this.tracks = tracks;
  }

  /**
   * Runs all of it.
   *
   * @param recording where a flight recording of the server goes; null for none
   */
  static IsolationReport measure(
      Installation installation, InstantSource clock, Plan plan, @Nullable Path recording)
      throws IOException, InterruptedException {
    Figures.progress("Starting the server.");
    int port = Installation.freePort();
    SinkAnswers receiver = plan.shape.receiver(plan.disturbance.tracks());
    try (Sink sink = Sink.open(port, receiver, Sink.Manner.ANSWERS);
        Product product = Product.start(installation, clock, recording)) {
      Figures.progress("Creating " + plan.shape.applications() + " applications.");
      Tracks tracks =
          plan.shape.tracks(product.subject(plan.shape.applications(), port, Retries.soon()));
      return new IsolationRun(plan, product, sink, tracks).run();
    }
  }

  private IsolationReport run() throws IOException, InterruptedException {
    double loadBefore = Environment.loadAverage();
    LoadGenerator load =
        LoadGenerator.start(
            new LoadGenerator.Plan(
                product.child().address(),
                tracks,
                plan.shape.connections(),
                new Pace.Open(plan.rate),
                Long.MAX_VALUE,
                new Latency()));
    try (Memory memory = Memory.watch(product.child().pid())) {
      Thread.sleep(WARMUP);
      Histogram undisturbed = measure("All endpoints are well");
      sink.receiver().behave(plan.disturbance);
      Histogram disturbed = measure("Some hang and some flap");
      long failed = failed();
      sink.receiver().behave(Conduct.WELL);
      Histogram after = measure("All are well again");
      load.stop();
      Figures.progress("Waiting for what was put off.");
      Arrivals.await(sink.receiver().tally(), tracks.accepted(), RETURN);
      return IsolationReport.of(
          plan,
          new IsolationReport.Healthy(
              Latency.Millis.of(undisturbed),
              Latency.Millis.of(disturbed),
              Latency.Millis.of(after),
              disturbed.getTotalCount()),
          new IsolationReport.Outcome(
              tracks.accepted(),
              tracks.refused(),
              failed,
              sink.receiver().tally().lost(tracks),
              sink.receiver().tally().duplicated()),
          memory.peakMegabytes(),
          new IsolationReport.MachineLoad(loadBefore, Environment.loadAverage()),
          Environment.of(product, plan.shape));
    }
  }

  /** Times of the healthy over the next while. */
  private Histogram measure(String what) throws InterruptedException {
    Figures.progress("%s, for %d s.".formatted(what, plan.measured.toSeconds()));
    Latency latency = sink.receiver().latency();
    latency.restart(System.nanoTime());
    Thread.sleep(plan.measured);
    return latency.take();
  }

  private long failed() throws IOException, InterruptedException {
    return Metrics.sum(product.api().metrics(), "postrider_failed_total");
  }
}
