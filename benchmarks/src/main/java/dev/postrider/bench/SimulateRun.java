package dev.postrider.bench;

import dev.postrider.simulation.Finding;
import dev.postrider.simulation.Report;
import dev.postrider.simulation.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Runs seeds on several threads; tells of each that breaks a promise at once. */
final class SimulateRun {
  /** Shrinking each of very many would take for ever, and nobody would read them. */
  private static final int TOLD = 100;

  private final AtomicLong next;
  private final long end;
  private final List<Long> failing = new ArrayList<>();
  private Report did = Report.NONE;
  private long ran;

  private SimulateRun(long first, long end) {
    this.next = new AtomicLong(first);
    this.end = end;
  }

  static SimulateReport of(long first, int seeds, int threads) throws InterruptedException {
    SimulateRun run = new SimulateRun(first, first + seeds);
    long begin = System.nanoTime();
    Duration before = cpu();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      workers.add(Thread.ofPlatform().name("simulate-" + i).start(run::work));
    }
    for (Thread worker : workers) {
      worker.join();
    }
    double minutes = cpu().minus(before).toMillis() / 60_000.0;
    return run.report(first, minutes, (System.nanoTime() - begin) / 1e9);
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private void work() {
    for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
      switch (Trial.run(seed)) {
        case Trial.Result.Kept(Report report) -> kept(report);
        case Trial.Result.Violated(Finding finding) -> violated(finding);
      }
    }
  }

  private synchronized void kept(Report report) {
    ran++;
    did = did.plus(report);
  }

  private synchronized void violated(Finding finding) {
    ran++;
    failing.add(finding.seed());
    Figures.progress(finding.text());
    if (failing.size() == TOLD) {
      Figures.progress("That is enough: the rest is not run.");
      next.set(end);
    }
  }

  private synchronized SimulateReport report(long first, double cpuMinutes, double seconds) {
    return new SimulateReport(
        ran,
        failing.size(),
        Figures.rounded(cpuMinutes == 0 ? 0 : ran / cpuMinutes),
        Figures.rounded(seconds),
        first,
        failing.stream().sorted().limit(TOLD).toList(),
        did);
  }
}
