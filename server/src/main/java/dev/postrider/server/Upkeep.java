package dev.postrider.server;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does something every minute, and survives when it fails. Stopping twice is harmless. */
final class Upkeep implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final Runnable step;
  private final Consumer<Throwable> faults;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("upkeep").factory());

  Upkeep(Runnable step, Consumer<Throwable> faults) {
    this.step = step;
    this.faults = faults;
  }

  void start() {
    var _ =
        timer.scheduleWithFixedDelay(
            this::runAndSurvive, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  /** Failure policy: report and go on, because the next minute tries again. */
  private void runAndSurvive() {
    try {
      step.run();
    } catch (RuntimeException | Error broken) {
      faults.accept(broken);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
