package dev.postrider.bench;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how soon a server that is started accepts a message. */
@Command(
    name = "startup",
    description =
        "From the start of the process to the first accepted message, on new data directories and on one that is not new.",
    mixinStandardHelpOptions = true)
final class StartupCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec command;

  @Option(
      names = "--runs",
      description = "How many starts of each kind; defaults to ${DEFAULT-VALUE}.")
  private int runs = 7;

  @Option(names = "--json", description = "Print one JSON document instead of a table.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    new Bounds(command).within("--runs", runs, 1, 1_000);
    Figures.print(
        StartupRun.measure(Installation.ofThisProgram(), InstantSource.system(), runs), json);
    return 0;
  }
}
