package dev.postrider.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what a delivery costs when each message goes to several endpoints. */
@Command(
    name = "fanout",
    description = "Each message for one, ten, a hundred endpoints of its application.",
    mixinStandardHelpOptions = true)
final class FanoutCommand extends Measurement {
  private static final double LEAST_AT_TEN = 25_000;

  @Mixin private final LoadOptions options = new LoadOptions(10);
  @Mixin private final FloorOption floor = new FloorOption();
  @Mixin private final RecordingOption recording = new RecordingOption();

  @Option(
      names = "--endpoints",
      split = ",",
      description =
          "Endpoints of each application, one number after the other; defaults to ${DEFAULT-VALUE}.")
  private List<String> endpoints = List.of("1", "10", "100");

  @Override
  void check(Bounds bounds) {
    options.check(bounds);
    for (int count : endpoints()) {
      bounds.within(
          "--endpoints times --applications", 1.0 * count * options.applications(), 1, 60_000);
    }
  }

  private List<Integer> endpoints() {
    return Amounts.read(bounds(), "--endpoints", endpoints, 1_000, 1, 1_000);
  }

  @Override
  SweepReport measure() throws IOException, InterruptedException {
    Sweep sweep = new Sweep(recording.rig(), floor, options.timing());
    List<Point> points = new ArrayList<>();
    Targets targets = new Targets();
    LoadShape shape = options.shape();
    try (Server server = sweep.rig().server()) {
      for (int count : endpoints()) {
        Point point = sweep.measure("1 → " + count, count, server, shape.withEndpoints(count));
        points.add(point);
        if (count == 10) {
          targets.least("deliveries/s at 1 → 10", point.phase().messagesPerSecond(), LEAST_AT_TEN);
        }
      }
      return new SweepReport(
          "fan-out",
          "endpoints",
          points,
          targets.none("lost", Point.lost(points)).missed(),
          Environment.of(server, shape));
    }
  }
}
