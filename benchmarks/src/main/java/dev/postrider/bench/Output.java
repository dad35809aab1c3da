package dev.postrider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import picocli.CommandLine.Option;

/** How a report is shown: a table or JSON on standard output, and a plot in a file. */
final class Output {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  @Option(names = "--json", description = "Print one JSON document instead of a table.")
  private boolean json;

  boolean json() {
    return json;
  }

  /** Shows it; the plot is {@code target/bench/NAME-DATE-TIME.svg}. */
  void show(String name, Figures.Report report) throws IOException {
    System.out.println(json ? Figures.json(report) : report.table());
    Rig rig = Rig.here();
    Path directory = Files.createDirectories(rig.installation().root().resolve("target/bench"));
    String stamp = STAMP.format(LocalDateTime.ofInstant(rig.clock().instant(), ZoneOffset.UTC));
    Path plot = directory.resolve(name + "-" + stamp + ".svg");
    Files.writeString(plot, report.plot().svg());
    Figures.progress("Plot: " + rig.installation().root().relativize(plot));
  }
}
