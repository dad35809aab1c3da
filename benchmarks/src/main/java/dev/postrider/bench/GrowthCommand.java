package dev.postrider.bench;

import java.io.IOException;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures whether a delivery costs the same however many are stored, and what tables grow to. */
@Command(
    name = "growth",
    description =
        "Delivers millions of messages, some with retries: time and CPU of a delivery with few and with many stored, sizes and bloat of tables and indexes.",
    mixinStandardHelpOptions = true)
final class GrowthCommand extends Measurement {
  private static final int APPLICATIONS = 100;

  @Mixin private final MeasuredOptions measured = new MeasuredOptions();
  @Mixin private final WireOptions wire = new WireOptions();
  @Mixin private final FloorOption floor = new FloorOption();
  @Mixin private final RecordingOption recording = new RecordingOption();

  @Option(
      names = "--messages",
      description = "How many are delivered and stored in the end; defaults to ${DEFAULT-VALUE}.")
  private int messages = 10_000_000;

  @Option(
      names = "--failures",
      description =
          "Share of messages whose first attempt is answered 500; defaults to ${DEFAULT-VALUE}.")
  private double failures = 0.02;

  @Override
  void check(Bounds bounds) {
    measured.check(bounds);
    wire.check(bounds);
    bounds.within("--messages", messages, 2 * GrowthRun.FEW, 200_000_000);
    // Above that, ten failures in a row would pause endpoints now and then.
    bounds.within("--failures", failures, 0, 0.2);
  }

  @Override
  GrowthReport measure() throws IOException, InterruptedException, SQLException {
    Rig rig = recording.rig();
    LoadShape shape = wire.shape(APPLICATIONS).withFailures(failures);
    return GrowthRun.measure(rig, shape, measured.timing(), messages)
        .with(floor.measure(rig, shape, measured.timing()));
  }
}
