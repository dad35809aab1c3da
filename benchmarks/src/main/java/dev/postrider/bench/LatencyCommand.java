package dev.postrider.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how long messages take at given rates, which are kept whatever the server does. */
@Command(
    name = "latency",
    description =
        "Open loop at given rates: from when a message was due to its 202, and to its arrival.",
    mixinStandardHelpOptions = true)
final class LatencyCommand extends Measurement {
  private static final int MOST_PER_SECOND = 200_000;

  @Mixin private final LoadOptions options = new LoadOptions(100);
  @Mixin private final FloorOption floor = new FloorOption();
  @Mixin private final RecordingOption recording = new RecordingOption();

  @Option(
      names = "--rates",
      split = ",",
      description = "Messages a second, one rate after the other; defaults to ${DEFAULT-VALUE}.")
  private List<String> rates = List.of("500", "1000", "2000", "4000", "8000");

  @Override
  void check(Bounds bounds) {
    options.check(bounds);
    var _ = rates();
  }

  private List<Integer> rates() {
    return Amounts.read(bounds(), "--rates", rates, 1_000, 1, MOST_PER_SECOND);
  }

  @Override
  LatencyReport measure() throws IOException, InterruptedException {
    Rig rig = recording.rig();
    LoadShape shape = options.shape();
    Sweep sweep = new Sweep(rig, floor, options.timing());
    List<Point> points = new ArrayList<>();
    Environment environment;
    try (Server server = rig.server();
        Load load = server.load(shape)) {
      for (int rate : rates()) {
        Pace pace = new Pace.Open(rate);
        points.add(sweep.measure(rate + " messages/s", rate, server, load, pace));
      }
      environment = Environment.of(server, shape);
    }
    return LatencyReport.of(beside(rig, shape, points), environment);
  }

  /** The floor at the same rates: at its maximum, its times would be those of a queue. */
  private List<Point> beside(Rig rig, LoadShape shape, List<Point> points)
      throws IOException, InterruptedException {
    if (!floor.wanted()) {
      return points;
    }
    List<Point> all = new ArrayList<>();
    try (Floor under = Floor.start(rig.unrecorded(), shape)) {
      for (Point point : points) {
        all.add(point.with(under.run(new Pace.Open(point.at()), options.timing())));
      }
    }
    return all;
  }
}
