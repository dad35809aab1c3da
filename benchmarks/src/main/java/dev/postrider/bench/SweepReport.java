package dev.postrider.bench;

import java.util.List;

/**
 * What the subcommands print that measure the same at several settings.
 *
 * @param setting what differs between the points, with its unit
 * @param missed targets that were not met, in words; empty is good
 */
record SweepReport(
    String title, String setting, List<Point> points, List<String> missed, Environment environment)
    implements Figures.Report {

  SweepReport {
    points = List.copyOf(points);
    missed = List.copyOf(missed);
  }

  @Override
  public boolean kept() {
    return points.stream()
        .allMatch(point -> point.counts().lost() == 0 && point.counts().outOfOrder() == 0);
  }

  @Override
  public String table() {
    Table table = Point.table(setting, points);
    for (Point point : points) {
      table.counts("  " + point.name(), point.counts());
    }
    table.missed(missed);
    double disturbance =
        points.stream().mapToDouble(point -> point.phase().disturbance()).max().orElse(0);
    return table.disturbance(disturbance).foot(environment).toString();
  }

  @Override
  public Plot plot() {
    boolean wide =
        points.size() > 2
            && points.getFirst().at() > 0
            && points.getLast().at() / points.getFirst().at() > 8;
    return Plot.of(
        title,
        Point.rates(setting, wide, points),
        Point.cpu(points),
        new Lines(
            "memory of the server",
            "MB",
            setting,
            wide,
            List.of(Point.line("resident at most", points, Point::rssMaxMegabytes))));
  }
}
