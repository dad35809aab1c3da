package dev.postrider.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Thundering herds: each on a server of its own, with a control beside it. */
final class HerdRun {
  private static final Duration WARMUP = Duration.ofSeconds(5);

  /** Load for a server that was started again, in whose code nothing has run yet. */
  private static final Duration WARM = Duration.ofSeconds(10);

  private static final Duration POLL = Duration.ofMillis(500);

  /** What starting again and warming up take, and how many rows are written in a second. */
  private static final Duration RESTART = Duration.ofMinutes(1);

  private static final int ROWS_PER_SECOND = 15_000;

  /**
   * What is done.
   *
   * @param down endpoints that are down and recover at once; of no applications to leave that out
   * @param messages for each of them
   * @param downFor how long they are down once all is queued
   * @param deliveries that are due in the same second; 0 to leave that out
   * @param due the endpoints to which these go
   * @param controlRate messages a second of the control
   * @param calm how long the control is measured before
   */
  record Plan(
      LoadShape down,
      int messages,
      Duration downFor,
      int deliveries,
      LoadShape due,
      double controlRate,
      Duration calm) {}

  private final Rig rig;
  private final Plan plan;

  private HerdRun(Rig rig, Plan plan) {
    this.rig = rig;
    this.plan = plan;
  }

  static HerdReport measure(Rig rig, Plan plan)
      throws IOException, InterruptedException, SQLException {
    HerdRun run = new HerdRun(rig, plan);
    double before = Environment.loadAverage();
    HerdReport.Part recover = plan.down.applications() > 0 ? run.recover() : null;
    HerdReport.Part due = plan.deliveries > 0 ? run.due() : null;
    return HerdReport.of(recover, due, MachineLoad.since(before));
  }

  private HerdReport.Part recover() throws IOException, InterruptedException {
    try (Server product = rig.server()) {
      try (HerdControl control = HerdControl.start(product, plan.controlRate);
          Memory server = Memory.watch(product.child().pid());
          Memory postgres = Memory.watch(product.postmaster())) {
        int port = Installation.freePort();
        Tracks tracks = plan.down.tracks(product.subject(plan.down, port, Retries.soon()));
        queue(product, tracks, (long) plan.down.applications() * plan.messages);
        Figures.progress("All are down for %d s.".formatted(plan.downFor.toSeconds()));
        Thread.sleep(plan.downFor);
        Latency.Millis before = calm(control);
        Figures.progress("All recover.");
        try (Herd herd = Herd.open(port, plan.down, System.nanoTime())) {
          return herd.await(
              tracks.accepted(), new Herd.Beside(product, control, before, server, postgres));
        }
      }
    }
  }

  /** Sends so many for endpoints that refuse connections. */
  private static void queue(Server product, Tracks tracks, long messages)
      throws IOException, InterruptedException {
    Figures.progress("Queueing %d messages for endpoints that are down.".formatted(messages));
    LoadGenerator load =
        LoadGenerator.start(
            new LoadGenerator.Plan(
                product.child().address(), tracks, 64, new Pace.Closed(), messages, new Latency()));
    Milestones milestones = new Milestones("queued", messages);
    while (!load.finished()) {
      Thread.sleep(POLL);
      milestones.reached(tracks.accepted());
    }
    load.stop();
  }

  private HerdReport.Part due() throws IOException, InterruptedException, SQLException {
    try (Server product = rig.server()) {
      try (HerdControl control = HerdControl.start(product, plan.controlRate)) {
        int port = Installation.freePort();
        List<String> applications = product.subject(plan.due, port).applications();
        Latency.Millis before = calm(control);
        control.pause();
        Instant due =
            rig.clock().instant().plus(RESTART).plusSeconds(plan.deliveries / ROWS_PER_SECOND);
        Figures.progress(
            "Writing %d deliveries that are due at %s.".formatted(plan.deliveries, due));
        try (StoredLog log = StoredLog.of(product.data())) {
          new HerdFill(log, applications, plan.due.size())
              .fill(plan.deliveries, plan.due.applications(), due);
        }
        Figures.progress("Starting the server again.");
        long toDue = Duration.between(rig.clock().instant(), due).toNanos();
        try (Herd herd = Herd.open(port, plan.due, System.nanoTime() + toDue)) {
          product.restart();
          control.warmUp(WARM);
          control.resume();
          try (Memory server = Memory.watch(product.child().pid());
              Memory postgres = Memory.watch(product.postmaster())) {
            Duration left = Duration.between(rig.clock().instant(), due);
            Figures.progress("They are due in %d s.".formatted(left.toSeconds()));
            Thread.sleep(left.isNegative() ? Duration.ZERO : left);
            return herd.await(
                plan.deliveries, new Herd.Beside(product, control, before, server, postgres));
          }
        }
      }
    }
  }

  private Latency.Millis calm(HerdControl control) throws InterruptedException {
    Thread.sleep(WARMUP);
    Figures.progress("The control alone for %d s.".formatted(plan.calm.toSeconds()));
    control.measure();
    Thread.sleep(plan.calm);
    return control.measured();
  }
}
