package dev.postrider.bench;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a load that is measured for a while, after a while to warm up. */
final class LoadOptions {
  @Mixin private final MeasuredOptions measured = new MeasuredOptions();
  @Mixin private final WireOptions wire = new WireOptions();

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
    measured.check(bounds);
    wire.check(bounds);
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
    return measured.timing();
  }

  LoadShape shape() {
    return wire.shape(applications).withFailures(failures);
  }
}
