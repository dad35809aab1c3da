package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./bench tls} prints.
 *
 * @param ways connections that are kept, new, and resumed
 * @param fleet null when it was left out
 * @param missed targets that were not met, in words; empty is good
 */
record TlsReport(
    List<Way> ways, @Nullable Fleet fleet, List<String> missed, Environment environment)
    implements Figures.Report {
  private static final double MOST_KEPT_MICROS = 110;
  private static final double MOST_NEW_MICROS = 900;
  private static final double LEAST_KEPT = 0.9;

  /** One way of connecting, and the handshakes that it took from the first message on. */
  record Way(Point point, TlsSink.Handshakes handshakes) {}

  /**
   * Many endpoints with one message a minute each.
   *
   * @param keptShare deliveries that needed no handshake
   */
  record Fleet(
      int endpoints,
      long deliveries,
      TlsSink.Handshakes handshakes,
      double keptShare,
      Phase.CpuMicros cpuMicrosPerDelivery,
      Latency.Millis latencyMillis,
      double rssMaxMegabytes,
      Load.Counts counts) {}

  static TlsReport of(List<Way> ways, @Nullable Fleet fleet, Environment environment) {
    Targets targets =
        new Targets()
            .most("CPU µs on a kept connection", micros(ways.get(0)), MOST_KEPT_MICROS)
            .most("CPU µs on a new connection", micros(ways.get(1)), MOST_NEW_MICROS);
    if (fleet != null) {
      targets.least("share of the fleet's connections kept", fleet.keptShare, LEAST_KEPT);
      targets.none("lost in the fleet", fleet.counts.lost());
    }
    targets.none("lost", Point.lost(points(ways)));
    return new TlsReport(List.copyOf(ways), fleet, targets.missed(), environment);
  }

  private static double micros(Way way) {
    return way.point.phase().cpuMicrosPerMessage().total();
  }

  private static List<Point> points(List<Way> ways) {
    return ways.stream().map(Way::point).toList();
  }

  @Override
  public boolean kept() {
    return Point.lost(points(ways)) == 0 && (fleet == null || fleet.counts.lost() == 0);
  }

  @Override
  public String table() {
    Table table = Point.table("connections", points(ways));
    for (Way way : ways) {
      table.line(
          "handshakes, " + way.point.name(),
          "%d, of which %d resumed a session",
          way.handshakes.all(),
          way.handshakes.resumed());
    }
    if (fleet != null) {
      table.line(
          "fleet",
          "%d endpoints at one message a minute: %d deliveries, %d handshakes (%d resumed)",
          fleet.endpoints,
          fleet.deliveries,
          fleet.handshakes.all(),
          fleet.handshakes.resumed());
      table.line("  connections kept", "%.2f   of the deliveries", fleet.keptShare);
      table.cpu("  CPU µs/delivery", fleet.cpuMicrosPerDelivery);
      table.line(
          "  due → received",
          "p50/p99/p99.9 %s ms; RSS at most %.0f MB",
          fleet.latencyMillis.text(),
          fleet.rssMaxMegabytes);
      table.counts("  messages", fleet.counts);
    }
    return table.missed(missed).foot(environment).toString();
  }

  @Override
  public Plot plot() {
    List<Bars.Bar> cpu = new ArrayList<>();
    for (Way way : ways) {
      cpu.add(Bars.cpu(way.point.name(), way.point.phase().cpuMicrosPerMessage()));
      FloorReport floor = way.point.floor();
      if (floor != null) {
        cpu.add(Bars.cpu("floor, " + way.point.name(), floor.cpuMicrosPerMessage()));
      }
    }
    if (fleet != null) {
      cpu.add(Bars.cpu("fleet", fleet.cpuMicrosPerDelivery));
    }
    return Plot.of(
        "tls: kept, new and resumed connections",
        Bars.cpu(cpu),
        Bars.of(
            "deliveries",
            "1/s",
            points(ways).stream()
                .map(point -> Bars.Bar.of(point.name(), point.phase().messagesPerSecond()))
                .toArray(Bars.Bar[]::new)));
  }
}
