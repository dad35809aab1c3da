package dev.postrider.bench;

import java.io.IOException;
import java.time.Duration;

/** Measures a receiver with an inbox, phase by phase, each with an empty store. */
final class ReceiverRun {
  private static final Duration HANDLER = Duration.ofSeconds(1);

  /** Webhooks acknowledged from one kill to the next; more than are in the handlers. */
  private static final int BETWEEN_KILLS = 5_000;

  /** Short, so that a kill finds many of them at work and most of them done. */
  private static final Duration KILLED_HANDLER = Duration.ofMillis(20);

  private static final Duration POLL = Duration.ofMillis(5);

  /**
   * How much to measure.
   *
   * @param perSecond the fixed rate
   * @param backlog how many webhooks wait before they are handled
   */
  record Plan(
      Duration warmup,
      Duration measured,
      double perSecond,
      int backlog,
      int kills,
      int connections) {}

  private final Rig rig;
  private final Plan plan;

  private ReceiverRun(Rig rig, Plan plan) {
    this.rig = rig;
    this.plan = plan;
  }

  static ReceiverReport measure(Rig rig, Plan plan) throws IOException, InterruptedException {
    ReceiverRun run = new ReceiverRun(rig, plan);
    double before = Environment.loadAverage();
    ReceiverReport.Paced paced = run.paced();
    ReceiverReport.Acknowledged acknowledged = run.acknowledged();
    ReceiverReport.Backlog backlog = run.backlog();
    ReceiverReport.Kills kills = run.kills();
    return ReceiverReport.of(paced, acknowledged, backlog, kills, MachineLoad.since(before));
  }

  private ReceiverReport.Paced paced() throws IOException, InterruptedException {
    Figures.progress("%.0f webhooks a second, handlers of 1 s.".formatted(plan.perSecond));
    try (InboxTrial trial = trial(HANDLER, false)) {
      Window window = window(trial, new Pace.Open(plan.perSecond));
      trial.drain();
      return new ReceiverReport.Paced(
          plan.perSecond,
          window.acknowledgedPerSecond(),
          window.answer,
          ReceiverReport.Costs.of(window.from, window.to),
          trial.peakMegabytes(),
          ReceiverReport.Outcome.of(trial));
    }
  }

  private ReceiverReport.Acknowledged acknowledged() throws IOException, InterruptedException {
    Figures.progress("As many webhooks as it takes.");
    try (InboxTrial trial = trial(Duration.ZERO, false)) {
      Window window = window(trial, new Pace.Closed());
      trial.drain();
      return new ReceiverReport.Acknowledged(
          window.acknowledgedPerSecond(),
          window.perSecond(window.to.handled() - window.from.handled()),
          window.answer,
          ReceiverReport.Costs.of(window.from, window.to),
          trial.peakMegabytes(),
          ReceiverReport.Outcome.of(trial));
    }
  }

  private ReceiverReport.Backlog backlog() throws IOException, InterruptedException {
    Figures.progress("%d webhooks that wait.".formatted(plan.backlog));
    try (InboxTrial trial = trial(Duration.ZERO, true)) {
      InboxTrial.Sample empty = trial.sample();
      LoadGenerator generator =
          trial.load(new Pace.Closed(), plan.connections, plan.backlog, new Latency());
      while (!generator.finished()) {
        Thread.sleep(POLL);
      }
      generator.stop();
      InboxTrial.Sample full = trial.sample();
      double filledMegabytes = trial.peakMegabytes();
      trial.go();
      trial.drain();
      InboxTrial.Sample drained = trial.sample();
      return new ReceiverReport.Backlog(
          full.acknowledged() - full.handled(),
          perSecond(empty, full, full.acknowledged() - empty.acknowledged()),
          perSecond(full, drained, drained.handled() - full.handled()),
          filledMegabytes,
          trial.peakMegabytes(),
          trial.storeMegabytes(),
          ReceiverReport.Outcome.of(trial));
    }
  }

  private ReceiverReport.Kills kills() throws IOException, InterruptedException {
    Figures.progress("%d kills.".formatted(plan.kills));
    try (InboxTrial trial = trial(KILLED_HANDLER, false)) {
      for (int kill = 0; kill < plan.kills; kill++) {
        LoadGenerator generator =
            trial.load(new Pace.Closed(), plan.connections, Long.MAX_VALUE, new Latency());
        long enough = trial.acknowledged() + BETWEEN_KILLS;
        while (trial.acknowledged() < enough && !generator.finished()) {
          Thread.sleep(POLL);
        }
        trial.kill();
        try {
          generator.stop();
        } catch (IOException killed) {
          // There was nobody to connect to; or the next one was there in time.
        }
      }
      trial.drain();
      return new ReceiverReport.Kills(plan.kills, ReceiverReport.Outcome.of(trial));
    }
  }

  private InboxTrial trial(Duration work, boolean stands) throws IOException, InterruptedException {
    return new InboxTrial(rig, new InboxTrial.Handlers(work, stands));
  }

  /** What was measured between two instants under load. */
  private record Window(InboxTrial.Sample from, InboxTrial.Sample to, Latency.Millis answer) {
    double acknowledgedPerSecond() {
      return perSecond(to.acknowledged() - from.acknowledged());
    }

    double perSecond(long count) {
      return ReceiverRun.perSecond(from, to, count);
    }
  }

  private Window window(InboxTrial trial, Pace pace) throws IOException, InterruptedException {
    Latency answering = new Latency();
    LoadGenerator generator = trial.load(pace, plan.connections, Long.MAX_VALUE, answering);
    InboxTrial.Sample from;
    InboxTrial.Sample to;
    try {
      Thread.sleep(plan.warmup);
      from = trial.sample();
      answering.restart(from.nanos());
      Thread.sleep(plan.measured);
      to = trial.sample();
    } finally {
      generator.stop();
    }
    return new Window(from, to, Latency.Millis.of(answering.take()));
  }

  private static double perSecond(InboxTrial.Sample from, InboxTrial.Sample to, long count) {
    return Figures.rounded(count / ((to.nanos() - from.nanos()) / 1e9));
  }
}
