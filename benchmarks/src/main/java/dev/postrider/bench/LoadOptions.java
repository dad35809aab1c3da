package dev.postrider.bench;

import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a load that is measured for a while, after a while to warm up. */
final class LoadOptions {
  private static final Duration DRAIN = Duration.ofSeconds(15);

  @Mixin private final WireOptions wire = new WireOptions();

  @Option(
      names = "--seconds",
      description = "Length of each measurement; defaults to ${DEFAULT-VALUE}.")
  private int seconds = 20;

  @Option(
      names = "--warmup",
      description = "Seconds of load before each measurement; defaults to ${DEFAULT-VALUE}.")
  private int warmup = 20;

  @Option(
      names = "--applications",
      description = "Applications that get messages in turn; defaults to ${DEFAULT-VALUE}.")
  private int applications;

  @Option(
      names = "--failures",
      description =
          "Share of deliveries whose first attempt is answered 500; defaults to ${DEFAULT-VALUE}.")
  private double failures;

  LoadOptions(int applications) {
    this.applications = applications;
  }

  void check(Bounds bounds) {
    wire.check(bounds);
    bounds.within("--seconds", seconds, 1, 3_600);
    bounds.within("--warmup", warmup, 0, 600);
    bounds.within("--applications", applications, 1, 60_000);
    bounds.within("--failures", failures, 0, 1);
  }

  int size() {
    return wire.size();
  }

  int applications() {
    return applications;
  }

  Load.Timing timing() {
    return new Load.Timing(Duration.ofSeconds(warmup), Duration.ofSeconds(seconds), DRAIN);
  }

  LoadShape shape() {
    return wire.shape(applications).withFailures(failures);
  }
}
