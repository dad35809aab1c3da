package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code ./bench startup} prints: milliseconds from the start of the process to the answer
 * 202.
 *
 * @param newMillis on a new data directory; making the database and an application is among it
 * @param initialisedMillis on one that had been stopped in good order
 * @param missed targets that were not met, in words; empty is good
 */
record StartupReport(
    int runs,
    Millis newMillis,
    Millis initialisedMillis,
    List<String> missed,
    double loadBefore,
    double loadAfter,
    int cores)
    implements Figures.Report {
  private static final double LONGEST_NEW = 6_000;
  private static final double LONGEST_INITIALISED = 1_500;

  /** Of all starts of a kind. */
  record Millis(double median, double least, double most) {
    static Millis of(List<Double> all) {
      List<Double> sorted = all.stream().sorted().toList();
      int half = sorted.size() / 2;
      double median =
          sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
      return new Millis(
          Math.round(median), Math.round(sorted.getFirst()), Math.round(sorted.getLast()));
    }

    @Override
    public String toString() {
      return "%.0f   %.0f to %.0f".formatted(median, least, most);
    }
  }

  static StartupReport of(
      List<Double> fresh, List<Double> initialised, double loadBefore, double loadAfter) {
    Millis first = Millis.of(fresh);
    Millis later = Millis.of(initialised);
    List<String> missed = new ArrayList<>();
    if (first.median > LONGEST_NEW) {
      missed.add("%.0f ms on a new directory, not %.0f".formatted(first.median, LONGEST_NEW));
    }
    if (later.median > LONGEST_INITIALISED) {
      missed.add(
          "%.0f ms on an initialised directory, not %.0f"
              .formatted(later.median, LONGEST_INITIALISED));
    }
    return new StartupReport(
        fresh.size(),
        first,
        later,
        List.copyOf(missed),
        loadBefore,
        loadAfter,
        Runtime.getRuntime().availableProcessors());
  }

  @Override
  public String table() {
    Table table = new Table();
    table.line("new directory, ms", "%s   median of %d starts, range", newMillis, runs);
    table.line("initialised, ms", "%s", initialisedMillis);
    table.missed(missed);
    table.line(
        "load average", "%.1f before and %.1f after, %d cores", loadBefore, loadAfter, cores);
    return table.toString();
  }

  @Override
  public Plot plot() {
    return Plot.of(
        "startup: %.0f ms on an initialised directory".formatted(initialisedMillis.median),
        Bars.of(
            "from the start to the first accepted message, medians",
            "ms",
            Bars.Bar.of("new directory", newMillis.median),
            Bars.Bar.of("initialised", initialisedMillis.median)));
  }
}
