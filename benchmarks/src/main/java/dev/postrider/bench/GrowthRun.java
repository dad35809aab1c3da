package dev.postrider.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One run of the growth benchmark: warm up, empty the tables, deliver, and look at them. */
final class GrowthRun {
  /** So many are stored when "few" is measured. */
  static final int FEW = 10_000;

  private static final int SLICES = 20;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration DRAIN = Duration.ofSeconds(30);

  private final Server server;
  private final Load load;
  private final Load.Timing timing;
  private long emptied;

  private GrowthRun(Server server, Load load, Load.Timing timing) {
    this.server = server;
    this.load = load;
    this.timing = timing;
  }

  static GrowthReport measure(Rig rig, LoadShape shape, Load.Timing timing, int messages)
      throws IOException, InterruptedException, SQLException {
    try (Server server = rig.server();
        Load load = server.load(shape, Retries.soon());
        StoredLog log = StoredLog.of(server.data())) {
      GrowthRun run = new GrowthRun(server, load, timing);
      Figures.progress("Warming up.");
      var _ = load.run(new Pace.Closed(), new Load.Timing(timing.warmup(), POLL, DRAIN));
      run.empty(log);
      run.deliver(FEW);
      Phase few = run.window();
      List<GrowthReport.Slice> slices = run.slices(messages);
      long stored = run.stored();
      Phase many = run.window();
      Figures.progress("Looking at tables and indexes.");
      TableSizes sizes = TableSizes.of(log);
      return GrowthReport.of(
          new GrowthReport.Windows(FEW, few, stored, many),
          slices,
          sizes,
          load.counts(),
          server.peakMegabytes(),
          Environment.of(server, shape));
    }
  }

  /** What the warm-up has stored goes: a server is as warm as before, and its tables are new. */
  private void empty(StoredLog log) throws SQLException {
    log.execute("truncate message, attempt, parked");
    emptied = load.tracks().accepted();
  }

  private long stored() {
    return load.tracks().accepted() - emptied;
  }

  private Phase window() throws IOException, InterruptedException {
    Figures.progress(
        "%d are stored; measuring for %d s.".formatted(stored(), timing.measured().toSeconds()));
    return load.run(new Pace.Closed(), new Load.Timing(Duration.ZERO, timing.measured(), DRAIN));
  }

  /** Delivers the rest, and says what each part of it cost. */
  private List<GrowthReport.Slice> slices(int messages) throws IOException, InterruptedException {
    List<GrowthReport.Slice> slices = new ArrayList<>();
    Milestones milestones = new Milestones("stored", messages);
    long each = Math.max(1, (messages - stored()) / SLICES);
    while (stored() < messages) {
      Spending spending = Spending.of(server);
      long before = load.receiver().tally().received();
      long start = System.nanoTime();
      deliver(Math.min(each, messages - stored()));
      double seconds = (System.nanoTime() - start) / 1e9;
      long deliveries = load.receiver().tally().received() - before;
      slices.add(
          new GrowthReport.Slice(
              stored(), Figures.rounded(deliveries / seconds), spending.per(deliveries)));
      milestones.reached(stored());
    }
    return slices;
  }

  /** Returns when so many more are acknowledged and delivered. */
  private void deliver(long messages) throws IOException, InterruptedException {
    LoadGenerator generator = load.start(new Pace.Closed(), messages, (_, _, _) -> {});
    while (!generator.finished()) {
      Thread.sleep(POLL);
    }
    generator.stop();
    load.arrived(DRAIN);
  }
}
