package dev.postrider.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What {@code ./bench jmh} prints. */
record JmhReport(List<Piece> pieces, double loadBefore, double loadAfter, int cores, String jdk)
    implements Figures.Report {
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final String BENCHMARK = "Benchmark";

  /**
   * One piece of the hot path.
   *
   * @param group what it is about, such as {@code Signing}
   * @param name of the piece, with its parameters
   * @param error half of the interval that has the mean in it in 99.9 of 100 cases
   * @param bytes allocated
   */
  record Piece(String group, String name, double nanos, double error, double bytes) {}

  JmhReport {
    pieces = List.copyOf(pieces);
  }

  static JmhReport of(Collection<RunResult> results, double loadBefore, double loadAfter) {
    return new JmhReport(
        results.stream().map(JmhReport::piece).toList(),
        loadBefore,
        loadAfter,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().toString());
  }

  private static Piece piece(RunResult run) {
    BenchmarkParams params = run.getParams();
    String path = params.getBenchmark();
    int method = path.lastIndexOf('.');
    String type = path.substring(path.lastIndexOf('.', method - 1) + 1, method);
    StringBuilder name = new StringBuilder(path.substring(method + 1));
    for (String key : params.getParamsKeys()) {
      name.append(' ').append(params.getParam(key)).append(' ').append(key);
    }
    Result<?> time = run.getPrimaryResult();
    Result<?> allocated =
        Objects.requireNonNull(
            run.getSecondaryResults().get(ALLOCATED), "run without the profiler");
    return new Piece(
        type.replace(BENCHMARK, ""),
        name.toString(),
        Figures.rounded(time.getScore()),
        Figures.rounded(time.getScoreError()),
        Figures.rounded(allocated.getScore()));
  }

  private Map<String, List<Piece>> groups() {
    Map<String, List<Piece>> groups = new LinkedHashMap<>();
    pieces.forEach(piece -> groups.computeIfAbsent(piece.group, _ -> new ArrayList<>()).add(piece));
    return groups;
  }

  @Override
  public String table() {
    Table table = new Table();
    groups()
        .forEach((group, members) -> {
          table.line(group, "%12s %9s %12s", "ns", "±", "bytes");
          members.forEach(piece ->
              table.line(
                  "  " + piece.name, "%12.1f %9.1f %12.0f", piece.nanos, piece.error, piece.bytes));
        });
    table.line(
        "load average",
        "%.1f before and %.1f after, %d cores, JDK %s",
        loadBefore,
        loadAfter,
        cores,
        jdk);
    return table.toString();
  }

  @Override
  public Plot plot() {
    List<Plot.Panel> panels = new ArrayList<>();
    groups()
        .forEach((group, members) -> {
          panels.add(
              new Bars(
                  group + ": time of one operation",
                  "ns",
                  List.of("ns"),
                  members.stream().map(p -> Bars.Bar.of(p.name, p.nanos)).toList()));
          panels.add(
              new Bars(
                  group + ": allocated by one operation",
                  "bytes",
                  List.of("bytes"),
                  members.stream().map(p -> Bars.Bar.of(p.name, p.bytes)).toList()));
        });
    return new Plot("jmh: the hot pieces alone", panels);
  }
}
