package dev.postrider.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

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
  private final Server product;
  private final Load load;

  private OverloadRun(Plan plan, Server product, Load load) {
    this.plan = plan;
    this.product = product;
    this.load = load;
  }

  static OverloadReport measure(Rig rig, Plan plan) throws IOException, InterruptedException {
    try (Server product = rig.server();
        Load load = product.load(plan.shape)) {
      return new OverloadRun(plan, product, load).run();
    }
  }

  private OverloadReport run() throws IOException, InterruptedException {
    double loadBefore = Environment.loadAverage();
    try (Memory server = Memory.watch(product.child().pid());
        Memory postgres = Memory.watch(product.postmaster())) {
      Phase capacity = capacity();
      Timeline timeline = new Timeline();
      Pace.Steps steps = steps(capacity.acceptedPerSecond());
      Spending spending = Spending.of(product);
      long acceptedBefore = load.tracks().accepted();
      overload(steps, timeline);
      load.arrived(DRAIN);
      long accepted = load.tracks().accepted() - acceptedBefore;
      Load.Counts counts = load.counts();
      long calm = SETTLING.plus(plan.calm).toSeconds();
      long fall = calm + plan.overload.toSeconds();
      return OverloadReport.of(
          capacity.acceptedPerSecond(),
          new OverloadReport.Costs(capacity.cpuMicrosPerMessage(), spending.per(accepted)),
          new OverloadReport.Phases(
              timeline.span(SETTLING.toSeconds(), calm),
              timeline.span(calm, fall),
              timeline.seconds(fall, fall + WATCHED.toSeconds())),
          new OverloadReport.Memories(server.peakMegabytes(), postgres.peakMegabytes()),
          new OverloadReport.Outcome(load.tracks().accepted(), counts.lost(), counts.duplicated()),
          MachineLoad.since(loadBefore),
          Environment.of(product, plan.shape));
    }
  }

  private Phase capacity() throws IOException, InterruptedException {
    Load.Timing timing = new Load.Timing(plan.warmup, plan.calm, DRAIN);
    Figures.progress("What it takes at most: " + timing.span() + ".");
    return load.run(new Pace.Closed(), timing);
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
                load.tracks(),
                plan.connections,
                steps,
                steps.messages(),
                timeline));
    while (!generator.finished()) {
      Thread.sleep(POLL);
    }
    generator.stop();
  }
}
