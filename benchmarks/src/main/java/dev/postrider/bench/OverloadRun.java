package dev.postrider.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of the overload benchmark: the capacity, half of it, several times of it, and half of it
 * again.
 */
final class OverloadRun {
  /** What connections and code need to be warm, at half of the capacity. */
  private static final Duration SETTLING = Duration.ofSeconds(5);

  /** How long the load is watched after it has fallen; three times as long as it may take. */
  private static final Duration WATCHED = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration DRAIN = Duration.ofSeconds(30);

  /**
   * What is done.
   *
   * @param factor the overload, as a multiple of the capacity
   * @param connections clients at once; the shape's are those by which the capacity is measured
   */
  record Plan(
      Duration warmup,
      Duration calm,
      Duration overload,
      double factor,
      int connections,
      LoadShape shape) {}

  private final Plan plan;
  private final Product product;
  private final Sink sink;
  private final Tracks tracks;

  private OverloadRun(Plan plan, Product product, Sink sink, Tracks tracks) {
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
  static OverloadReport measure(
      Installation installation, InstantSource clock, Plan plan, @Nullable Path recording)
      throws IOException, InterruptedException {
    Figures.progress("Starting the server.");
    int port = Installation.freePort();
    try (Sink sink = Sink.open(port, plan.shape.receiver(), Sink.Manner.ANSWERS);
        Product product = Product.start(installation, clock, recording)) {
      Tracks tracks = plan.shape.tracks(product.subject(plan.shape.applications(), port));
      return new OverloadRun(plan, product, sink, tracks).run();
    }
  }

  private OverloadReport run() throws IOException, InterruptedException {
    double loadBefore = Environment.loadAverage();
    try (Memory server = Memory.watch(product.child().pid());
        Memory postgres = Memory.watch(product.postmaster())) {
      Phase capacity = capacity();
      Timeline timeline = new Timeline();
      Pace.Steps steps = steps(capacity.acceptedPerSecond());
      overload(steps, timeline);
      drain();
      long calm = SETTLING.plus(plan.calm).toSeconds();
      long fall = calm + plan.overload.toSeconds();
      return OverloadReport.of(
          capacity.acceptedPerSecond(),
          new OverloadReport.Phases(
              timeline.span(SETTLING.toSeconds(), calm),
              timeline.span(calm, fall),
              timeline.seconds(fall, fall + WATCHED.toSeconds())),
          new OverloadReport.Memories(server.peakMegabytes(), postgres.peakMegabytes()),
          new OverloadReport.Outcome(
              tracks.accepted(),
              sink.receiver().tally().lost(tracks),
              sink.receiver().tally().duplicated()),
          new OverloadReport.MachineLoad(loadBefore, Environment.loadAverage()),
          Environment.of(product, plan.shape));
    }
  }

  private Phase capacity() throws IOException, InterruptedException {
    Load.Timing timing = new Load.Timing(plan.warmup, plan.calm, DRAIN);
    Figures.progress("What it takes at most: " + timing.span() + ".");
    Meter meter = new Meter(product.child().pid(), product.postmaster());
    return new Load(product.child().address(), tracks, plan.shape.connections(), sink, meter)
        .run(new Pace.Closed(), timing);
  }

  private Pace.Steps steps(double capacity) {
    Pace.Steps.Step before = new Pace.Steps.Step(capacity / 2, SETTLING.plus(plan.calm));
    Pace.Steps.Step above = new Pace.Steps.Step(capacity * plan.factor, plan.overload);
    Pace.Steps.Step after = new Pace.Steps.Step(capacity / 2, WATCHED);
    return new Pace.Steps(List.of(before, above, after));
  }

  private void overload(Pace.Steps steps, Timeline timeline)
      throws IOException, InterruptedException {
    for (Pace.Steps.Step step : steps.steps()) {
      Figures.progress(
          "%.0f messages a second for %d s."
              .formatted(step.perSecond(), step.length().toSeconds()));
    }
    LoadGenerator generator =
        LoadGenerator.start(
            new LoadGenerator.Plan(
                product.child().address(),
                tracks,
                plan.connections,
                steps,
                steps.messages(),
                timeline));
    while (!generator.finished()) {
      Thread.sleep(POLL);
    }
    generator.stop();
  }

  /** Waits for what was acknowledged, as long as something comes. */
  private void drain() throws InterruptedException {
    Arrivals.await(sink.receiver().tally(), tracks.accepted(), DRAIN);
  }
}
