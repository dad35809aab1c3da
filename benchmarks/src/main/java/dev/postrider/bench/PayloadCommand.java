package dev.postrider.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what the size of a payload costs. */
@Command(
    name = "payload",
    description = "The same load with payloads of several sizes, each beside the floor.",
    mixinStandardHelpOptions = true)
final class PayloadCommand extends Measurement {
  private static final int KIBI = 1_024;
  private static final int LARGEST = 512 * KIBI;

  @Mixin private final LoadOptions options = new LoadOptions(100);
  @Mixin private final FloorOption floor = new FloorOption();
  @Mixin private final RecordingOption recording = new RecordingOption();

  @Option(
      names = "--sizes",
      split = ",",
      description =
          "Bytes of a payload, k for 1024, one size after the other; defaults to ${DEFAULT-VALUE}.")
  private List<String> sizes = List.of("200", "1k", "4k", "16k", "64k", "256k");

  @Override
  void check(Bounds bounds) {
    options.check(bounds);
    var _ = sizes();
  }

  private List<Integer> sizes() {
    return Amounts.read(bounds(), "--sizes", sizes, KIBI, Payloads.SMALLEST, LARGEST);
  }

  @Override
  SweepReport measure() throws IOException, InterruptedException {
    Sweep sweep = new Sweep(recording.rig(), floor, options.timing());
    List<Point> points = new ArrayList<>();
    LoadShape shape = options.shape();
    try (Server server = sweep.rig().server()) {
      for (int size : sizes()) {
        points.add(sweep.measure(size + " bytes", size, server, shape.withSize(size)));
      }
      return new SweepReport(
          "payload: %d sizes".formatted(points.size()),
          "bytes of a payload",
          points,
          new Targets().none("lost", Point.lost(points)).missed(),
          Environment.of(server, shape));
    }
  }
}
