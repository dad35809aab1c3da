package dev.postrider.bench;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures the floor alone. */
@Command(
    name = "floor",
    description =
        "The same load through the product's web server and HTTP client, with no storage between them.",
    mixinStandardHelpOptions = true)
final class FloorCommand extends Measurement {
  @Mixin private final LoadOptions options = new LoadOptions(100);
  @Mixin private final RecordingOption recording = new RecordingOption();

  @Override
  void check(Bounds bounds) {
    options.check(bounds);
  }

  @Override
  FloorReport measure() throws IOException, InterruptedException {
    return Floor.measure(recording.rig(), options.shape(), options.timing());
  }
}
