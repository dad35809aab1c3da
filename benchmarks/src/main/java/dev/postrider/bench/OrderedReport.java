package dev.postrider.bench;

import java.util.List;

/**
 * What {@code ./bench ordered} prints.
 *
 * @param ratioToUnordered deliveries/s in lanes over the mean of those without order, measured
 *     before and after
 * @param cpuToUnordered CPU per delivery in lanes over the mean of that without order
 */
record OrderedReport(double ratioToUnordered, double cpuToUnordered, SweepReport measured)
    implements Figures.Report {

  /**
   * @param points without order, in lanes, and without order again
   */
  static OrderedReport of(List<Point> points, double leastRatio, Environment environment) {
    Point first = points.get(0);
    Point lanes = points.get(1);
    Point again = points.get(2);
    double unordered = (first.phase().messagesPerSecond() + again.phase().messagesPerSecond()) / 2;
    double cpu =
        (first.phase().cpuMicrosPerMessage().total() + again.phase().cpuMicrosPerMessage().total())
            / 2;
    double ratio = Figures.rounded(lanes.phase().messagesPerSecond() / unordered);
    Targets targets =
        new Targets()
            .least("lanes over unordered", ratio, leastRatio)
            // The last counts what the first lost too: both are of one load.
            .none("lost", lanes.counts().lost() + again.counts().lost())
            .none("out of order", lanes.counts().outOfOrder());
    return new OrderedReport(
        ratio,
        Figures.rounded(lanes.phase().cpuMicrosPerMessage().total() / cpu),
        new SweepReport(
            "ordered: %.2f of unordered".formatted(ratio),
            "order",
            points,
            targets.missed(),
            environment));
  }

  @Override
  public boolean kept() {
    return measured.kept();
  }

  @Override
  public String table() {
    return measured.table()
        + "%n".formatted()
        + new Table()
            .line(
                "lanes over unordered",
                "%.2f   of its deliveries/s; CPU per delivery %.2f times",
                ratioToUnordered,
                cpuToUnordered);
  }

  @Override
  public Plot plot() {
    return Plot.of(
        measured.title(),
        Bars.of(
            "deliveries",
            "1/s",
            measured.points().stream()
                .map(point -> Bars.Bar.of(point.name(), point.phase().messagesPerSecond()))
                .toArray(Bars.Bar[]::new)),
        Point.cpu(measured.points()));
  }
}
