package dev.postrider.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what the number of active endpoints costs, in memory and in throughput. */
@Command(
    name = "endpoints",
    description =
        "The same load spread over more and more endpoints, all of them active: memory and throughput.",
    mixinStandardHelpOptions = true)
final class EndpointsCommand extends Measurement {
  private static final int MOST = 100_000;
  private static final int JUDGED = 100_000;
  private static final double MOST_MEGABYTES = 700;
  private static final double LEAST_RATIO = 0.8;

  @Mixin private final MeasuredOptions measured = new MeasuredOptions();
  @Mixin private final WireOptions wire = new WireOptions();
  @Mixin private final FloorOption floor = new FloorOption();
  @Mixin private final RecordingOption recording = new RecordingOption();

  @Option(
      names = "--counts",
      split = ",",
      description =
          "Endpoints, each of an application of its own; one number after the other, a server for each; defaults to ${DEFAULT-VALUE}.")
  private List<String> counts = List.of("1", "100", "10000", "100000");

  @Option(
      names = "--hosts",
      description =
          "Hosts that the endpoints share in turn; by default each has its own, and most messages a new connection once there are more than the server keeps.")
  private int hosts = MOST;

  @Override
  void check(Bounds bounds) {
    measured.check(bounds);
    wire.check(bounds);
    bounds.within("--hosts", hosts, 1, MOST);
    var _ = counts();
  }

  private List<Integer> counts() {
    return Amounts.read(bounds(), "--counts", counts, 1_000, 1, MOST);
  }

  @Override
  SweepReport measure() throws IOException, InterruptedException {
    Sweep sweep = new Sweep(recording.rig(), floor, measured.timing());
    List<Point> points = new ArrayList<>();
    Targets targets = new Targets();
    double best = 0;
    Environment environment = null;
    for (int count : counts()) {
      LoadShape shape = wire.shape(count).withHooks(new Hooks("http", hosts, 1));
      try (Server server = sweep.rig().server()) {
        Point point = sweep.measure(count + " endpoints", count, server, shape);
        points.add(point);
        double ratio = best == 0 ? 1 : Figures.rounded(point.phase().messagesPerSecond() / best);
        best = Math.max(best, point.phase().messagesPerSecond());
        if (count == JUDGED) {
          targets
              .most("RSS MB at 100000 endpoints", point.rssMaxMegabytes(), MOST_MEGABYTES)
              .least("throughput at 100000 endpoints, to the best", ratio, LEAST_RATIO);
        }
        environment = Environment.of(server, shape);
      }
    }
    if (environment == null) {
      throw new IllegalStateException("--counts has at least one number");
    }
    return new SweepReport(
        "endpoints",
        "active endpoints",
        points,
        targets.none("lost", Point.lost(points)).missed(),
        environment);
  }
}
