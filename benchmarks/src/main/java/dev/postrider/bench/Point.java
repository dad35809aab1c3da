package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a sweep, and what was measured with it.
 *
 * @param name the setting in words
 * @param at the setting as a number, for the axis of a plot
 * @param floor the floor under the same load; null when it was left out
 * @param ratioToFloor deliveries/s over the floor's; null without the floor
 * @param cpuToFloor CPU per delivery over the floor's; null without the floor
 * @param rssMaxMegabytes the most memory that the server ever had until then
 */
record Point(
    String name,
    double at,
    Phase phase,
    @Nullable FloorReport floor,
    @Nullable Double ratioToFloor,
    @Nullable Double cpuToFloor,
    Load.Counts counts,
    double rssMaxMegabytes) {

  static Point of(String name, double at, Phase phase, Load.Counts counts, double rss) {
    return new Point(name, at, phase, null, null, null, counts, rss);
  }

  /** The same with the floor beside it, if there is one. */
  Point with(@Nullable FloorReport measured) {
    return measured == null
        ? this
        : new Point(
            name,
            at,
            phase,
            measured,
            measured.ratio(phase.messagesPerSecond()),
            measured.cpuRatio(phase.cpuMicrosPerMessage()),
            counts,
            rssMaxMegabytes);
  }

  /** What was lost at all of them. */
  static long lost(List<Point> points) {
    return points.stream().mapToLong(point -> point.counts.lost()).sum();
  }

  /** A line for each setting. */
  static Table table(String setting, List<Point> points) {
    Table table = new Table();
    table.line(
        setting,
        "%11s %10s %10s %12s %8s %8s %7s %7s %6s",
        "delivered/s",
        "server µs",
        "PostgreSQL",
        "p50 ms",
        "p99 ms",
        "to floor",
        "CPU",
        "RSS MB",
        "lost");
    for (Point point : points) {
      table.line(
          "  " + point.name,
          "%11.0f %10.1f %10.1f %12.2f %8.2f %8s %7s %7.0f %6d",
          point.phase.messagesPerSecond(),
          point.phase.cpuMicrosPerMessage().server(),
          point.phase.cpuMicrosPerMessage().postgres(),
          point.phase.latencyMillis().p50(),
          point.phase.latencyMillis().p99(),
          times(point.ratioToFloor),
          times(point.cpuToFloor),
          point.rssMaxMegabytes,
          point.counts.lost());
    }
    return table;
  }

  private static String times(@Nullable Double ratio) {
    return ratio == null ? "–" : "%.2f".formatted(ratio);
  }

  /** Deliveries a second, of the product and of the floor. */
  static Lines rates(String setting, boolean log, List<Point> points) {
    List<Lines.Line> lines = new ArrayList<>();
    lines.add(line("server", points, point -> point.phase.messagesPerSecond()));
    lines.addAll(floors(points, FloorReport::messagesPerSecond));
    return new Lines("deliveries", "1/s", setting, log, lines);
  }

  /** What a delivery costs with each setting. */
  static Bars cpu(List<Point> points) {
    return Bars.cpu(
        points.stream()
            .map(point -> Bars.cpu(point.name, point.phase.cpuMicrosPerMessage()))
            .toList());
  }

  /** A line over the settings. */
  static Lines.Line line(String name, List<Point> points, ToDoubleFunction<Point> value) {
    return new Lines.Line(
        name,
        points.stream().map(Point::at).toList(),
        points.stream().map(point -> value.applyAsDouble(point)).toList());
  }

  /** The same of the floor, where it was measured. */
  static List<Lines.Line> floors(List<Point> points, ToDoubleFunction<FloorReport> value) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (Point point : points) {
      if (point.floor != null) {
        x.add(point.at);
        y.add(value.applyAsDouble(point.floor));
      }
    }
    return x.isEmpty() ? List.of() : List.of(new Lines.Line("floor", x, y));
  }
}
