package dev.postrider.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures how much the server delivers, what that costs, how long it takes, and how far it is from
 * the floor.
 */
@Command(
    name = "throughput",
    description =
        "Messages a second from accept to receipt, CPU per message, latency, and the ratio to the floor.",
    mixinStandardHelpOptions = true)
final class ThroughputCommand implements Callable<Integer> {
  private static final Duration DRAIN = Duration.ofSeconds(15);

  @Spec private @Nullable CommandSpec command;
  @Mixin private final LoadOptions options = new LoadOptions();

  @Option(
      names = "--rate",
      description =
          "Messages a second of the latency phase; by default half of what the first phase reached. \"max\": no latency phase.")
  private @Nullable String rate;

  @Option(names = "--no-floor", description = "Leave the floor out.")
  private boolean withoutFloor;

  @Override
  public Integer call() throws IOException, InterruptedException {
    options.checked();
    LatencyRate latencyRate = latencyRate();
    Installation installation = Installation.ofThisProgram();
    ThroughputReport product = product(installation, latencyRate);
    ThroughputReport report =
        withoutFloor ? product : product.with(FloorRun.measure(installation, options, null));
    Figures.print(report, options.json());
    return report.lost() == 0 && report.outOfOrder() == 0 ? 0 : 1;
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
      throw new Bounds(command).bad("--rate: \"max\", or messages a second above 0, not " + rate);
    }
  }

  private ThroughputReport product(Installation installation, LatencyRate latencyRate)
      throws IOException, InterruptedException {
    LoadShape shape = options.shape();
    Figures.progress("Starting the server.");
    int port = Installation.freePort();
    try (Sink sink = Sink.open(port, shape.receiver(), Sink.Manner.ANSWERS);
        Product product =
            Product.start(installation, InstantSource.system(), options.recording())) {
      Figures.progress("Creating " + shape.applications() + " applications.");
      Tracks tracks = shape.tracks(product.subject(shape.applications(), port));
      Meter meter = new Meter(product.child().pid(), product.postmaster());
      Load load = new Load(product.child().address(), tracks, shape.connections(), sink, meter);
      Load.Timing timing = new Load.Timing(options.warmup(), options.seconds(), DRAIN);

      Figures.progress("Load at its maximum: " + timing.span() + ".");
      Phase max = load.run(new Pace.Closed(), timing);
      double perSecond = latencyRate.at(max.messagesPerSecond());
      Phase atRate = null;
      if (perSecond > 0) {
        Figures.progress("Load at %.0f messages a second: %s.".formatted(perSecond, timing.span()));
        atRate = load.run(new Pace.Open(perSecond / shape.batch()), timing);
      }
      return ThroughputReport.of(
          max,
          atRate == null ? null : new ThroughputReport.AtRate(perSecond, atRate),
          ThroughputReport.Counts.of(tracks, sink),
          Environment.of(product, shape));
    }
  }
}
