package dev.postrider.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the benchmarks. */
@Command(
    name = "bench",
    description =
        "Measures Postrider on this machine: the real server, its own PostgreSQL, load and sink.",
    mixinStandardHelpOptions = true,
    subcommands = {ThroughputCommand.class, BacklogCommand.class, FloorCommand.class})
final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
