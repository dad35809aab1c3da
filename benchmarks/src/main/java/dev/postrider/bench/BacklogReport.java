package dev.postrider.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./bench backlog} prints. A megabyte has 1,000,000 bytes.
 *
 * @param queued messages to the dead endpoint that were acknowledged
 * @param parked what the server's metrics say is parked once all were queued
 * @param rssMaxMegabytes the most memory that the server ever had resident
 * @param rssMegabytes resident memory of the server, sampled evenly from the first queued message
 *     on
 * @param drain null when the endpoint stayed dead
 */
record BacklogReport(
    long queued,
    double queuedPerSecond,
    long parked,
    double rssMaxMegabytes,
    List<Double> rssMegabytes,
    Others others,
    @Nullable Drain drain,
    Environment environment)
    implements Figures.Report {

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

  /** What came once the endpoint was alive. */
  record Drain(long received, double seconds, double perSecond, long lost, long duplicated) {}

  @Override
  public String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        "%-28s%12d   %.0f a second, parked %d%n"
            .formatted("queued", queued, queuedPerSecond, parked));
    table.append("%-28s%12.0f%n".formatted("server RSS max, MB", rssMaxMegabytes));
    table.append(
        "%-28s%12.2f   control %.2f, during %.2f, after %.2f; lost %d, duplicated %d%n"
            .formatted(
                "others' p99 before, ms",
                others.p99Before,
                others.p99Control,
                others.p99During,
                others.p99After,
                others.lost,
                others.duplicated));
    table.append(
        "%-28s%12.2f   to control %.2f%n"
            .formatted("others' p99, during/before", others.ratio, others.ratioToControl));
    if (drain != null) {
      table.append(
          "%-28s%12.0f   %d in %.1f s; lost %d, duplicated %d%n"
              .formatted(
                  "drained/s",
                  drain.perSecond,
                  drain.received,
                  drain.seconds,
                  drain.lost,
                  drain.duplicated));
    }
    return table.append(environment.line()).toString();
  }
}
