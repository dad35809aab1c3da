package dev.postrider.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fills the log and reads every list of it, and says how long a page takes. */
@Command(
    name = "lists",
    description =
        "Stores millions of attempts and reads pages of every list through the API: latency, and the plans.",
    mixinStandardHelpOptions = true)
final class ListsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec command;

  @Option(
      names = "--attempts",
      description = "How many attempts are stored; defaults to ${DEFAULT-VALUE}.")
  private int attempts = 5_000_000;

  @Option(
      names = "--days",
      description = "The days they are spread over; defaults to ${DEFAULT-VALUE}.")
  private int days = 10;

  @Option(
      names = "--requests",
      description = "How many pages of each list are measured; defaults to ${DEFAULT-VALUE}.")
  private int requests = 200;

  @Option(names = "--json", description = "Print one JSON document instead of a table.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    Bounds bounds = new Bounds(command);
    bounds.within("--attempts", attempts, 1_000, 100_000_000);
    bounds.within("--days", days, 1, 80);
    bounds.within("--requests", requests, 1, 100_000);
    ListsReport report =
        ListsRun.measure(
            Installation.ofThisProgram(),
            InstantSource.system(),
            new ListsRun.Plan(attempts, days, requests));
    Figures.print(report, json);
    return report.sequentialScans().isEmpty() ? 0 : 1;
  }
}
