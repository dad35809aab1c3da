package dev.postrider.bench;

import java.util.List;

/**
 * What {@code ./bench live} prints.
 *
 * @param measured the load without viewers, with them, and without them again
 * @param seen what the viewers saw, from when the first came until the load had arrived
 * @param cpuOfAViewer what a viewer costs the server, in microseconds of CPU a second: more than
 *     the mean of what it takes without viewers
 * @param missed targets that were not met, in words; empty is good
 */
record LiveReport(
    int rate,
    List<Point> measured,
    LiveViewers.Seen seen,
    double cpuOfAViewer,
    List<String> missed,
    Environment environment)
    implements Figures.Report {
  private static final double LEAST_OF_RATE = 0.98;
  private static final double LONGEST_SILENCE_MILLIS = 2_000;

  static LiveReport of(
      int rate, List<Point> measured, LiveViewers.Seen seen, Environment environment) {
    Point watched = measured.get(1);
    double alone = (cpu(measured.getFirst()) + cpu(measured.getLast())) / 2;
    double more = cpu(watched) - alone;
    Targets targets =
        new Targets()
            .least("deliveries/s", watched.phase().messagesPerSecond(), LEAST_OF_RATE * rate)
            .none("viewers cut off", seen.gone())
            .most("longest silence ms", seen.longestSilenceMillis(), LONGEST_SILENCE_MILLIS)
            .none("lost", measured.getLast().counts().lost());
    return new LiveReport(
        rate,
        List.copyOf(measured),
        seen,
        Figures.rounded(more / seen.viewers()),
        targets.missed(),
        environment);
  }

  /** Of the server, in microseconds a second. */
  private static double cpu(Point point) {
    return point.phase().cpuMicrosPerMessage().server() * point.phase().messagesPerSecond();
  }

  @Override
  public boolean kept() {
    return measured.getLast().counts().lost() == 0;
  }

  @Override
  public String table() {
    return Point.table("at " + rate + " messages/s", measured)
        .line("viewers", "%d, cut off %d", seen.viewers(), seen.gone())
        .line(
            "each of them",
            "%.1f times a second, %.1f attempts a second of %.1f that he was told of",
            each(seen.turns()),
            each(seen.shown()),
            each(seen.wanted()))
        .line("longest silence", "%.0f ms", seen.longestSilenceMillis())
        .line("not looked at", "%d", seen.notKept())
        .line("a viewer costs", "%.0f µs of the server's CPU a second", cpuOfAViewer)
        .missed(missed)
        .foot(environment)
        .toString();
  }

  private double each(long all) {
    return all / seen.seconds() / seen.viewers();
  }

  @Override
  public Plot plot() {
    return Plot.of(
        "live: %d viewers at %d messages/s".formatted(seen.viewers(), rate),
        Point.cpu(measured),
        Bars.of(
            "received p99",
            "ms",
            measured.stream()
                .map(point -> Bars.Bar.of(point.name(), point.phase().latencyMillis().p99()))
                .toArray(Bars.Bar[]::new)));
  }
}
