package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./bench backlog} prints. A megabyte has 1,000,000 bytes.
 *
 * @param queued messages to the dead endpoint that were acknowledged
 * @param cpuMicrosPerQueued CPU while they were queued, by message, those of the others included
 * @param parked what the server's metrics say is parked once all were queued
 * @param rssMaxMegabytes the most memory that the server ever had resident
 * @param rssMegabytes resident memory of the server, sampled evenly from the first queued message
 *     on
 * @param drain null when the endpoint stayed dead
 * @param floor the floor under the load of one endpoint; null when it was left out
 */
record BacklogReport(
    long queued,
    double queuedPerSecond,
    Phase.CpuMicros cpuMicrosPerQueued,
    long parked,
    double rssMaxMegabytes,
    List<Double> rssMegabytes,
    Others others,
    @Nullable Drain drain,
    @Nullable FloorReport floor,
    Environment environment)
    implements Figures.Report {
  private static final double MOST_MEGABYTES = 500;
  private static final double LEAST_DRAINED_PER_SECOND = 8_000;
  private static final double LARGEST_RATIO = 2;

  /**
   * The endpoints that work, in milliseconds from intended send to arrival.
   *
   * @param p99Before without any other load
   * @param p99Control under the same load for an endpoint that works
   * @param p99During while messages are queued for the dead endpoint
   * @param p99After with all of them parked
   * @param ratio during over before
   * @param ratioToControl during over control: what the endpoint's death costs the others
   */
  record Others(
      double p99Before,
      double p99Control,
      double p99During,
      double p99After,
      double ratio,
      double ratioToControl,
      long lost,
      long duplicated) {}

  /**
   * What came once the endpoint was alive.
   *
   * @param cpuMicrosPerDelivery CPU meanwhile, by delivery, those of the others included
   */
  record Drain(
      long received,
      double seconds,
      double perSecond,
      Phase.CpuMicros cpuMicrosPerDelivery,
      long lost,
      long duplicated) {}

  /** The same with the floor beside it, if there is one. */
  BacklogReport with(@Nullable FloorReport measured) {
    return new BacklogReport(
        queued,
        queuedPerSecond,
        cpuMicrosPerQueued,
        parked,
        rssMaxMegabytes,
        rssMegabytes,
        others,
        drain,
        measured,
        environment);
  }

  /** Targets that were not met, in words. */
  private List<String> missed() {
    Targets targets = new Targets();
    targets.most("server RSS MB", rssMaxMegabytes, MOST_MEGABYTES);
    targets.most("others' p99, during/before", others.ratio, LARGEST_RATIO);
    if (drain != null) {
      targets.least("drained/s", drain.perSecond, LEAST_DRAINED_PER_SECOND);
    }
    return targets.missed();
  }

  @Override
  public boolean kept() {
    return others.lost == 0 && (drain == null || drain.lost == 0);
  }

  @Override
  public String table() {
    Table table = new Table();
    table.line("queued", "%d   %.0f a second, parked %d", queued, queuedPerSecond, parked);
    table.cpu("  CPU µs/message", cpuMicrosPerQueued);
    table.line("server RSS max, MB", "%.0f", rssMaxMegabytes);
    table.line(
        "others' p99, ms",
        "before %.2f, control %.2f, during %.2f, after %.2f",
        others.p99Before,
        others.p99Control,
        others.p99During,
        others.p99After);
    table.line("  during/before", "%.2f   to control %.2f", others.ratio, others.ratioToControl);
    table.line("  lost, duplicated", "%d, %d", others.lost, others.duplicated);
    if (drain != null) {
      table.line(
          "drained/s",
          "%.0f   %d in %.1f s; lost %d, duplicated %d",
          drain.perSecond,
          drain.received,
          drain.seconds,
          drain.lost,
          drain.duplicated);
      table.cpu("  CPU µs/delivery", drain.cpuMicrosPerDelivery);
    }
    table.floor(floor, drain == null ? cpuMicrosPerQueued : drain.cpuMicrosPerDelivery);
    return table.missed(missed()).foot(environment).toString();
  }

  @Override
  public Plot plot() {
    List<Bars.Bar> cpu = new ArrayList<>();
    cpu.add(Bars.cpu("queueing", cpuMicrosPerQueued));
    if (drain != null) {
      cpu.add(Bars.cpu("draining", drain.cpuMicrosPerDelivery));
    }
    if (floor != null) {
      cpu.add(Bars.cpu("floor", floor.cpuMicrosPerMessage()));
    }
    return Plot.of(
        "backlog: %d queued".formatted(queued),
        Lines.of(
            "memory of the server",
            "MB",
            "samples, evenly from the beginning to the end",
            Lines.Line.every("resident", 0, 1, rssMegabytes)),
        Bars.of(
            "p99 of the others",
            "ms",
            Bars.Bar.of("before", others.p99Before),
            Bars.Bar.of("control", others.p99Control),
            Bars.Bar.of("during", others.p99During),
            Bars.Bar.of("after", others.p99After)),
        Bars.cpu(cpu));
  }
}
