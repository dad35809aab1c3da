package dev.postrider.bench;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures how much the server delivers, what that costs, how long it takes, and how far it is from
 * the floor.
 */
@Command(
    name = "throughput",
    description =
        "Messages a second from accept to receipt, CPU per message, latency, and the ratio to the floor.",
    mixinStandardHelpOptions = true)
final class ThroughputCommand extends Measurement {
  @Mixin private final LoadOptions options = new LoadOptions(100);
  @Mixin private final FloorOption floor = new FloorOption();
  @Mixin private final RecordingOption recording = new RecordingOption();

  @Option(names = "--batch", description = "Messages in one request; defaults to ${DEFAULT-VALUE}.")
  private int batch = 1;

  @Option(
      names = "--rate",
      description =
          "Messages a second of the latency phase; by default half of what the first phase reached. \"max\": no latency phase.")
  private @Nullable String rate;

  @Override
  void check(Bounds bounds) {
    options.check(bounds);
    bounds.within("--batch", batch, 1, 1_000);
    bounds.within("--size times --batch", 1.0 * options.size() * batch, 1, 1_900_000);
    var _ = latencyRate();
  }

  @Override
  ThroughputReport measure() throws IOException, InterruptedException {
    Rig rig = recording.rig();
    LoadShape shape = options.shape().withBatch(batch);
    ThroughputReport product = product(rig, shape);
    FloorReport measured = floor.measure(rig, shape, options.timing());
    return measured == null ? product : product.with(measured);
  }

  /** The rate of the latency phase, as a function of the maximum; 0 for none. */
  private interface LatencyRate {
    double at(double max);
  }

  private LatencyRate latencyRate() {
    if (rate == null) {
      return max -> max / 2;
    }
    if (rate.equals("max")) {
      return _ -> 0;
    }
    try {
      double perSecond = new Pace.Open(Double.parseDouble(rate)).perSecond();
      return _ -> perSecond;
    } catch (IllegalArgumentException e) {
      throw bounds().bad("--rate: \"max\", or messages a second above 0, not " + rate);
    }
  }

  private ThroughputReport product(Rig rig, LoadShape shape)
      throws IOException, InterruptedException {
    Load.Timing timing = options.timing();
    try (Server server = rig.server();
        Load load = server.load(shape)) {
      Figures.progress("Load at its maximum: " + timing.span() + ".");
      Phase max = load.run(new Pace.Closed(), timing);
      double perSecond = latencyRate().at(max.messagesPerSecond());
      Phase atRate = null;
      if (perSecond > 0) {
        Figures.progress("Load at %.0f messages a second: %s.".formatted(perSecond, timing.span()));
        atRate = load.run(new Pace.Open(perSecond / shape.batch()), timing);
      }
      return ThroughputReport.of(
          max,
          atRate == null ? null : new ThroughputReport.AtRate(perSecond, atRate),
          load.counts(),
          server.peakMegabytes(),
          Environment.of(server, shape));
    }
  }
}
