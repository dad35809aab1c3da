package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./bench herd} prints.
 *
 * @param endpoints endpoints that were down and recover at once; null when left out
 * @param due deliveries that are due in the same second; null when left out
 * @param floor the floor under a load for the endpoints of the second; null when it was left out
 * @param lost of both
 * @param missed targets that were not met, in words; empty is good
 */
record HerdReport(
    @Nullable Part endpoints,
    @Nullable Part due,
    @Nullable FloorReport floor,
    long lost,
    List<String> missed,
    double loadBefore,
    double loadAfter)
    implements Figures.Report {
  /**
   * The heap of the time when this was set (384 MiB), and half as much for code, threads,
   * connections and what the JVM needs.
   */
  private static final double MOST_MEGABYTES = 650;

  private static final double LONGEST_P99_MILLIS = 500;
  private static final int MOST_SHOWN = 30;

  /**
   * One herd.
   *
   * @param seconds from the recovery, or from when they were due, to the last delivery
   * @param attemptsPerSecond what the receivers got in each second
   * @param peakPerSecond the most of these
   * @param peakPerEndpoint the most that one receiver got in one second
   * @param peakInFlight attempts under way at once, as the server's metrics had it twice a second
   * @param cpuMicros CPU per delivery, the control's messages not counted
   * @param controlBefore of another application's endpoint, in milliseconds from when a message was
   *     due to be sent to its arrival
   * @param controlDuring the same while the herd was delivered
   */
  record Part(
      int endpoints,
      long deliveries,
      double seconds,
      double perSecond,
      int peakPerSecond,
      int peakPerEndpoint,
      long peakInFlight,
      Phase.CpuMicros cpuMicros,
      List<Integer> attemptsPerSecond,
      Latency.Millis controlBefore,
      Latency.Millis controlDuring,
      double rssMaxMegabytes,
      double postgresMaxMegabytes,
      long lost,
      long duplicated,
      long controlLost) {}

  static HerdReport of(@Nullable Part endpoints, @Nullable Part due, MachineLoad load) {
    List<String> missed = new ArrayList<>();
    long lost = judge("endpoints that recover", endpoints, missed);
    lost += judge("deliveries due at once", due, missed);
    return new HerdReport(
        endpoints, due, null, lost, List.copyOf(missed), load.before(), load.after());
  }

  /** Returns what was lost. */
  private static long judge(String name, @Nullable Part part, List<String> missed) {
    if (part == null) {
      return 0;
    }
    long lost = part.lost + part.controlLost;
    if (lost > 0) {
      missed.add("%s: %d lost".formatted(name, lost));
    }
    if (part.controlDuring.p99() > LONGEST_P99_MILLIS) {
      missed.add(
          "%s: p99 of the control %.0f ms, not %.0f"
              .formatted(name, part.controlDuring.p99(), LONGEST_P99_MILLIS));
    }
    if (part.rssMaxMegabytes > MOST_MEGABYTES) {
      missed.add("%s: RSS %.0f MB, not %.0f".formatted(name, part.rssMaxMegabytes, MOST_MEGABYTES));
    }
    return lost;
  }

  /** The same with the floor beside it, if there is one. */
  HerdReport with(@Nullable FloorReport measured) {
    return new HerdReport(endpoints, due, measured, lost, missed, loadBefore, loadAfter);
  }

  @Override
  public boolean kept() {
    return lost == 0;
  }

  @Override
  public String table() {
    Table table = new Table();
    part(table, "endpoints that recover", endpoints);
    part(table, "deliveries due at once", due);
    Part last = due == null ? endpoints : due;
    if (last != null) {
      table.floor(floor, last.cpuMicros);
    }
    table.missed(missed);
    table.line("load average", "%.1f before and %.1f after", loadBefore, loadAfter);
    return table.toString();
  }

  @Override
  public Plot plot() {
    List<Plot.Panel> panels = new ArrayList<>();
    List<Bars.Bar> cpu = new ArrayList<>();
    panel(panels, cpu, "endpoints that recover", endpoints);
    panel(panels, cpu, "deliveries due at once", due);
    if (floor != null) {
      cpu.add(Bars.cpu("floor", floor.cpuMicrosPerMessage()));
    }
    panels.add(Bars.cpu(cpu));
    return new Plot("herd: %d lost".formatted(lost), panels);
  }

  private static void panel(
      List<Plot.Panel> panels, List<Bars.Bar> cpu, String name, @Nullable Part part) {
    if (part != null) {
      panels.add(
          Lines.of(
              name, "1/s", "seconds", Lines.Line.every("attempts", 0, 1, part.attemptsPerSecond)));
      cpu.add(Bars.cpu(name, part.cpuMicros));
    }
  }

  private static void part(Table table, String name, @Nullable Part part) {
    if (part == null) {
      return;
    }
    table.line(
        name,
        "%d deliveries, %d endpoints: %.0f s, %.0f/s",
        part.deliveries,
        part.endpoints,
        part.seconds,
        part.perSecond);
    table.line(
        "  at most",
        "%d in a second, %d to one endpoint in a second, %d in flight",
        part.peakPerSecond,
        part.peakPerEndpoint,
        part.peakInFlight);
    table.cpu("  CPU µs/delivery", part.cpuMicros);
    table.line("  in each second", "%s", shown(part.attemptsPerSecond));
    table.line(
        "  control p50/p99/p99.9",
        "before %s, during %s ms",
        part.controlBefore.text(),
        part.controlDuring.text());
    table.line(
        "  RSS at most, MB",
        "%.0f   PostgreSQL %.0f",
        part.rssMaxMegabytes,
        part.postgresMaxMegabytes);
    table.line(
        "  lost, duplicated",
        "%d, %d   of the control %d lost",
        part.lost,
        part.duplicated,
        part.controlLost);
  }

  private static String shown(List<Integer> perSecond) {
    List<String> some = perSecond.stream().limit(MOST_SHOWN).map(String::valueOf).toList();
    return String.join(" ", some) + (perSecond.size() > MOST_SHOWN ? " …" : "");
  }
}
