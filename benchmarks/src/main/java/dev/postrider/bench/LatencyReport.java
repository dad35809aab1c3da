package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code ./bench latency} prints. All times count from when a message was due.
 *
 * @param missed targets that were not met, in words; empty is good
 */
record LatencyReport(List<Point> rates, List<String> missed, Environment environment)
    implements Figures.Report {
  private static final int JUDGED_RATE = 2_000;
  private static final double LONGEST_ACCEPT_P99 = 10;
  private static final double LONGEST_P50 = 4;
  private static final double LONGEST_P99 = 15;

  static LatencyReport of(List<Point> points, Environment environment) {
    Targets targets = new Targets();
    targets.none("lost", points.isEmpty() ? 0 : points.getLast().counts().lost());
    for (Point point : points) {
      if (point.at() == JUDGED_RATE) {
        targets
            .most("accept p99 ms at 2000/s", point.phase().acceptMillis().p99(), LONGEST_ACCEPT_P99)
            .most("received p50 ms at 2000/s", point.phase().latencyMillis().p50(), LONGEST_P50)
            .most("received p99 ms at 2000/s", point.phase().latencyMillis().p99(), LONGEST_P99);
      }
    }
    return new LatencyReport(List.copyOf(points), targets.missed(), environment);
  }

  @Override
  public boolean kept() {
    return rates.isEmpty() || rates.getLast().counts().lost() == 0;
  }

  @Override
  public String table() {
    Table table = new Table();
    table.line("p50/p99/p99.9, ms", "%22s %24s %24s", "due → 202", "due → received", "the floor's");
    for (Point point : rates) {
      FloorReport floor = point.floor();
      table.line(
          "  " + point.name(),
          "%22s %24s %24s",
          point.phase().acceptMillis().text(),
          point.phase().latencyMillis().text(),
          floor == null ? "–" : floor.latencyMillis().text());
    }
    for (Point point : rates) {
      Double ratio = point.cpuToFloor();
      table.line(
          "CPU µs at " + point.name(),
          "%s%s; received %.0f/s; disturbance %.2f",
          point.phase().cpuMicrosPerMessage().text(),
          ratio == null ? "" : ", %.2f times the floor".formatted(ratio),
          point.phase().messagesPerSecond(),
          point.phase().disturbance());
    }
    if (!rates.isEmpty()) {
      table.counts(rates.getLast().counts());
    }
    return table.missed(missed).foot(environment).toString();
  }

  @Override
  public Plot plot() {
    List<Lines.Line> times = new ArrayList<>();
    times.add(Point.line("received p50", rates, p -> p.phase().latencyMillis().p50()));
    times.add(Point.line("received p99", rates, p -> p.phase().latencyMillis().p99()));
    times.add(Point.line("202 p50", rates, p -> p.phase().acceptMillis().p50()));
    times.add(Point.line("202 p99", rates, p -> p.phase().acceptMillis().p99()));
    Point.floors(rates, floor -> floor.latencyMillis().p99())
        .forEach(line -> times.add(new Lines.Line("floor p99", line.x(), line.y())));
    return Plot.of(
        "latency at %d rates".formatted(rates.size()),
        new Lines("from when a message was due", "ms", "messages/s", true, times),
        Point.cpu(rates));
  }
}
