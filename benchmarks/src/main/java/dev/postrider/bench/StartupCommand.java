package dev.postrider.bench;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how soon a server that is started accepts a message. */
@Command(
    name = "startup",
    description =
        "From the start of the process to the first accepted message, on new data directories and on one that is not new.",
    mixinStandardHelpOptions = true)
final class StartupCommand extends Measurement {
  @Option(
      names = "--runs",
      description = "How many starts of each kind; defaults to ${DEFAULT-VALUE}.")
  private int runs = 7;

  @Override
  void check(Bounds bounds) {
    bounds.within("--runs", runs, 1, 1_000);
  }

  @Override
  StartupReport measure() throws IOException, InterruptedException {
    return StartupRun.measure(Rig.here(), runs);
  }
}
