package dev.postrider.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./bench growth} prints.
 *
 * @param few deliveries with few messages stored
 * @param many deliveries with all of them stored
 * @param timeRatio time per delivery with many stored over that with few
 * @param cpuRatio CPU per delivery with many stored over that with few
 * @param slices what each part of the way from few to many cost
 * @param floor null when it was left out
 * @param missed targets that were not met, in words; empty is good
 */
record GrowthReport(
    long fewStored,
    Phase few,
    long manyStored,
    Phase many,
    double timeRatio,
    double cpuRatio,
    List<Slice> slices,
    TableSizes sizes,
    @Nullable FloorReport floor,
    Load.Counts counts,
    double rssMaxMegabytes,
    List<String> missed,
    Environment environment)
    implements Figures.Report {
  private static final double LARGEST_RATIO = 1.1;
  private static final double MEGABYTE = 1e6;

  /** So many are stored at its end. */
  record Slice(long stored, double perSecond, Phase.CpuMicros cpuMicrosPerDelivery) {}

  /** The two measurements that are compared. */
  record Windows(long fewStored, Phase few, long manyStored, Phase many) {}

  static GrowthReport of(
      Windows windows,
      List<Slice> slices,
      TableSizes sizes,
      Load.Counts counts,
      double rssMaxMegabytes,
      Environment environment) {
    double time =
        Figures.rounded(windows.few.messagesPerSecond() / windows.many.messagesPerSecond());
    double cpu =
        Figures.rounded(
            windows.many.cpuMicrosPerMessage().total() / windows.few.cpuMicrosPerMessage().total());
    return new GrowthReport(
        windows.fewStored,
        windows.few,
        windows.manyStored,
        windows.many,
        time,
        cpu,
        List.copyOf(slices),
        sizes,
        null,
        counts,
        rssMaxMegabytes,
        new Targets()
            .most("time per delivery, many over few", time, LARGEST_RATIO)
            .none("lost", counts.lost())
            .missed(),
        environment);
  }

  /** The same with the floor beside it, if there is one. */
  GrowthReport with(@Nullable FloorReport measured) {
    return new GrowthReport(
        fewStored,
        few,
        manyStored,
        many,
        timeRatio,
        cpuRatio,
        slices,
        sizes,
        measured,
        counts,
        rssMaxMegabytes,
        missed,
        environment);
  }

  @Override
  public boolean kept() {
    return counts.lost() == 0;
  }

  @Override
  public String table() {
    Table table = new Table();
    window(table, fewStored, few);
    window(table, manyStored, many);
    table.line("many over few", "time %.2f, CPU %.2f per delivery", timeRatio, cpuRatio);
    table.floor(floor, few.cpuMicrosPerMessage());
    for (TableSizes.Table each : sizes.tables()) {
      table.line(
          "  " + each.name(),
          "%d rows; %.1f MB, toast %.1f, indexes %.1f; %.0f bytes a row; dead %.2f, free %.2f",
          each.rows(),
          each.bytes() / MEGABYTE,
          each.toastBytes() / MEGABYTE,
          each.indexBytes() / MEGABYTE,
          each.rows() == 0
              ? 0.0
              : 1.0 * (each.bytes() + each.toastBytes() + each.indexBytes()) / each.rows(),
          each.deadShare(),
          each.freeShare());
    }
    for (TableSizes.Index index : sizes.indexes()) {
      table.line(
          "  " + index.name(),
          "%.1f MB, its leaves %.2f full",
          index.bytes() / MEGABYTE,
          index.leafDensity());
    }
    table.line("WAL, MB", "%.0f   the warm-up's included", sizes.walBytes() / MEGABYTE);
    table.line("RSS at most, MB", "%.0f", rssMaxMegabytes);
    return table.counts(counts).missed(missed).foot(environment).toString();
  }

  private static void window(Table table, long stored, Phase phase) {
    table.line(
        "%d stored".formatted(stored),
        "%.0f deliveries/s, CPU µs %s; disturbance %.2f",
        phase.messagesPerSecond(),
        phase.cpuMicrosPerMessage().text(),
        phase.disturbance());
  }

  @Override
  public Plot plot() {
    List<Double> stored = slices.stream().map(slice -> (double) slice.stored).toList();
    return Plot.of(
        "growth: %d stored, time per delivery %.2f times".formatted(manyStored, timeRatio),
        Lines.of(
            "deliveries",
            "1/s",
            "messages stored",
            new Lines.Line("server", stored, slices.stream().map(Slice::perSecond).toList())),
        Lines.of(
            "CPU per delivery",
            "µs",
            "messages stored",
            new Lines.Line(
                "server",
                stored,
                slices.stream().map(s -> s.cpuMicrosPerDelivery.server()).toList()),
            new Lines.Line(
                "PostgreSQL",
                stored,
                slices.stream().map(s -> s.cpuMicrosPerDelivery.postgres()).toList())),
        new Bars(
            "on disk",
            "MB",
            List.of("rows", "toast", "indexes"),
            sizes.tables().stream()
                .map(each ->
                    Bars.Bar.of(
                        each.name(),
                        each.bytes() / MEGABYTE,
                        each.toastBytes() / MEGABYTE,
                        each.indexBytes() / MEGABYTE))
                .toList()));
  }
}
