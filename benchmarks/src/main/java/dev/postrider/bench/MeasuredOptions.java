package dev.postrider.bench;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long is measured, and how long a load lasts before that. */
final class MeasuredOptions {
  private static final Duration DRAIN = Duration.ofSeconds(15);

  @Option(
      names = "--seconds",
      description = "Length of each measurement; defaults to ${DEFAULT-VALUE}.")
  private int seconds = 20;

  @Option(
      names = "--warmup",
      description = "Seconds of load before each measurement; defaults to ${DEFAULT-VALUE}.")
  private int warmup = 20;

  void check(Bounds bounds) {
    bounds.within("--seconds", seconds, 1, 3_600);
    bounds.within("--warmup", warmup, 0, 600);
  }

  Load.Timing timing() {
    return new Load.Timing(Duration.ofSeconds(warmup), Duration.ofSeconds(seconds), DRAIN);
  }
}
