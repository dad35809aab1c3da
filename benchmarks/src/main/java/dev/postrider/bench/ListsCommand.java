package dev.postrider.bench;

import java.io.IOException;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fills the log and reads every list of it, and says how long a page takes. */
@Command(
    name = "lists",
    description =
        "Stores millions of attempts and reads pages of every list through the API: latency, and the plans.",
    mixinStandardHelpOptions = true)
final class ListsCommand extends Measurement {
  @Mixin private final RecordingOption recording = new RecordingOption();

  @Option(
      names = "--attempts",
      description =
          "How many attempts are stored; defaults to ${DEFAULT-VALUE}. With few, reading a whole table is the best plan, which counts as a fault here.")
  private int attempts = 5_000_000;

  @Option(
      names = "--days",
      description = "The days they are spread over; defaults to ${DEFAULT-VALUE}.")
  private int days = 10;

  @Option(
      names = "--requests",
      description = "How many pages of each list are measured; defaults to ${DEFAULT-VALUE}.")
  private int requests = 200;

  @Override
  void check(Bounds bounds) {
    bounds.within("--attempts", attempts, 100_000, 100_000_000);
    bounds.within("--days", days, 1, 80);
    bounds.within("--requests", requests, 1, 100_000);
  }

  @Override
  ListsReport measure() throws IOException, InterruptedException, SQLException {
    return ListsRun.measure(recording.rig(), new ListsRun.Plan(attempts, days, requests));
  }
}
