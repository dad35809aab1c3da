package dev.postrider.bench;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command line of the benchmarks. */
@Command(
    name = "bench",
    description =
        "Measures Postrider on this machine: the real server, its own PostgreSQL, load and sink.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ThroughputCommand.class,
      LatencyCommand.class,
      FanoutCommand.class,
      OrderedCommand.class,
      PayloadCommand.class,
      EndpointsCommand.class,
      GrowthCommand.class,
      TlsCommand.class,
      BacklogCommand.class,
      ListsCommand.class,
      LiveCommand.class,
      FloorCommand.class,
      StartupCommand.class,
      JmhCommand.class,
      ReceiverCommand.class,
      OverloadCommand.class,
      HerdCommand.class,
      IsolationCommand.class,
      SimulateCommand.class,
      ChaosCommand.class
    })
final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(line().execute(arguments));
  }

  static CommandLine line() {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(Main::brokeOff);
    return line;
  }

  /** What a person can act on is the message; a stack would push it off the screen. */
  private static int brokeOff(Exception e, CommandLine line, ParseResult parsed) {
    if (e instanceof IOException) {
      Figures.progress("The measurement broke off: " + e.getMessage());
    } else {
      e.printStackTrace();
    }
    return line.getCommandSpec().exitCodeOnExecutionException();
  }
}
