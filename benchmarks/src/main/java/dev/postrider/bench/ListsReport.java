package dev.postrider.bench;

import java.util.Comparator;
import java.util.List;

/**
 * What {@code ./bench lists} prints.
 *
 * @param attempts stored, as counted
 * @param worstP99Millis the highest of all lists' 99th percentiles
 * @param standings the counts of an endpoint, which are no list
 * @param worstPageP99Millis the same of all pages of the console, whose target is 100
 * @param pages of the console; their entries are the KiB of a page
 * @param plans how many plans were looked at
 * @param sequentialScans what the plans read whole, out of messages and attempts; empty is good
 * @param loadBefore the machine's load average over a minute as measuring began: above the cores,
 *     others took part
 */
record ListsReport(
    long messages,
    long attempts,
    int days,
    double fillSeconds,
    double worstP99Millis,
    List<Read> reads,
    List<Read> standings,
    double worstPageP99Millis,
    List<Read> pages,
    int plans,
    List<String> sequentialScans,
    double loadBefore,
    double loadAfter,
    String postgres)
    implements Figures.Report {

  /**
   * One list, in milliseconds from request to answer.
   *
   * @param cpu what server and PostgreSQL spent on a page, on average: other than the times, it is
   *     nearly the same on a machine that others use too
   * @param entries how many entries a page had on average
   */
  record Read(String name, double p50, double p99, double max, double cpu, double entries) {}

  @Override
  public boolean kept() {
    return sequentialScans.isEmpty();
  }

  @Override
  public Plot plot() {
    List<Read> slowest =
        reads.stream().sorted(Comparator.comparingDouble(Read::p99).reversed()).toList();
    return Plot.of(
        "lists: worst p99 %.1f ms".formatted(worstP99Millis),
        Lines.of(
            "milliseconds per page",
            "ms",
            "lists, the slowest first",
            Lines.Line.every("p99", 1, 1, slowest.stream().map(Read::p99).toList()),
            Lines.Line.every("p50", 1, 1, slowest.stream().map(Read::p50).toList()),
            Lines.Line.every("CPU", 1, 1, slowest.stream().map(Read::cpu).toList())));
  }

  @Override
  public String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        "%d attempts of %d messages over %d days, filled in %.0f s%n%n"
            .formatted(attempts, messages, days, fillSeconds));
    line(table, "milliseconds per page", "p50", "p99", "max", "CPU", "entries");
    for (Read read : reads) {
      line(table, read);
    }
    table.append("%n".formatted());
    for (Read read : standings) {
      line(table, read);
    }
    table.append("%n".formatted());
    line(table, "pages of the console", "p50", "p99", "max", "CPU", "KiB");
    for (Read read : pages) {
      line(table, read);
    }
    table.append(
        "%nworst p99 of a page of the console: %.2f ms (target: 100)"
            .formatted(worstPageP99Millis));
    table.append(
        "%nworst p99: %.2f ms; %d plans, sequential scans: %s%n"
            .formatted(
                worstP99Millis,
                plans,
                sequentialScans.isEmpty() ? "none" : String.join("; ", sequentialScans)));
    table.append(
        "load average %.1f before and %.1f after; PostgreSQL %s"
            .formatted(loadBefore, loadAfter, postgres));
    return table.toString();
  }

  private static void line(StringBuilder table, Read read) {
    line(
        table,
        read.name,
        "%.2f".formatted(read.p50),
        "%.2f".formatted(read.p99),
        "%.2f".formatted(read.max),
        "%.2f".formatted(read.cpu),
        "%.1f".formatted(read.entries));
  }

  private static void line(StringBuilder table, String name, String... figures) {
    table.append("%-76s".formatted(name));
    for (String figure : figures) {
      table.append("%9s".formatted(figure));
    }
    table.append("%n".formatted());
  }
}
