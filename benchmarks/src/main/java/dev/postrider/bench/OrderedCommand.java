package dev.postrider.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what order costs: the same load with ordering keys and without. */
@Command(
    name = "ordered",
    description =
        "Messages in lanes against messages in no order, in the same run; the order of arrival is checked.",
    mixinStandardHelpOptions = true)
final class OrderedCommand extends Measurement {
  private static final double LEAST_RATIO = 0.8;

  @Mixin private final LoadOptions options = new LoadOptions(100);
  @Mixin private final FloorOption floor = new FloorOption();
  @Mixin private final RecordingOption recording = new RecordingOption();

  @Option(names = "--lanes", description = "Different ordering keys; defaults to ${DEFAULT-VALUE}.")
  private int lanes = 1_000;

  @Override
  void check(Bounds bounds) {
    options.check(bounds);
    bounds.within("--lanes", lanes, options.applications(), Stamp.MOST_TRACKS);
  }

  @Override
  OrderedReport measure() throws IOException, InterruptedException {
    Rig rig = recording.rig();
    LoadShape shape = options.shape();
    LoadShape inLanes = shape.withLanes(lanes);
    Sweep sweep = new Sweep(rig, floor, options.timing());
    List<Point> points = new ArrayList<>();
    Environment environment;
    try (Server server = rig.server();
        Load unordered = server.load(shape);
        Load ordered = server.load(inLanes)) {
      Pace pace = new Pace.Closed();
      // Again at the end, because a server gets faster, and a disk slower, as time goes by.
      points.add(sweep.measure("unordered", 0, server, unordered, pace));
      points.add(sweep.measure(lanes + " lanes", 1, server, ordered, pace));
      points.add(sweep.measure("unordered again", 2, server, unordered, pace));
      environment = Environment.of(server, inLanes);
    }
    FloorReport measured = floor.measure(rig, shape, options.timing());
    return OrderedReport.of(
        points.stream().map(point -> point.with(measured)).toList(), LEAST_RATIO, environment);
  }
}
