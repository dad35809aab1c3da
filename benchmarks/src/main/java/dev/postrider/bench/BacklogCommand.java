package dev.postrider.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Queues messages for an endpoint that is dead while others work, and says what it costs those and
 * the memory.
 */
@Command(
    name = "backlog",
    description =
        "Queues messages for a dead endpoint: memory of the server, and the latency of the other endpoints.",
    mixinStandardHelpOptions = true)
final class BacklogCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec command;

  @Option(
      names = "--messages",
      description = "How many are queued for the dead endpoint; defaults to ${DEFAULT-VALUE}.")
  private int messages = 1_000_000;

  @Option(
      names = "--rate",
      description =
          "Messages a second to the dead endpoint; defaults to ${DEFAULT-VALUE}. 0: as fast as they are taken.")
  private double rate = 4_000;

  @Option(
      names = "--others",
      description = "Applications with an endpoint that works; defaults to ${DEFAULT-VALUE}.")
  private int others = 20;

  @Option(
      names = "--others-rate",
      description = "Messages a second to those together; defaults to ${DEFAULT-VALUE}.")
  private double othersRate = 1_000;

  @Option(names = "--size", description = "Bytes of a payload; defaults to ${DEFAULT-VALUE}.")
  private int size = 1024;

  @Option(
      names = "--connections",
      description = "Connections that carry each of the two loads; defaults to ${DEFAULT-VALUE}.")
  private int connections = 128;

  @Option(
      names = "--seconds",
      description = "Length of the measurements before and after; defaults to ${DEFAULT-VALUE}.")
  private int seconds = 20;

  @Option(
      names = "--hang",
      description =
          "The dead endpoint takes requests and never answers; else it refuses connections.")
  private boolean hang;

  @Option(
      names = "--drain",
      description = "Then bring the endpoint to life and measure how fast its backlog goes.")
  private boolean drain;

  @Option(names = "--jfr", description = "Where a flight recording of the server goes.")
  private @Nullable Path recording;

  @Option(names = "--json", description = "Print one JSON document instead of a table.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Bounds bounds = new Bounds(command);
    bounds.within("--messages", messages, 1, Stamp.MOST_NUMBERS - 1);
    bounds.within("--rate", rate, 0, 1_000_000);
    bounds.within("--others", others, 1, 10_000);
    bounds.within("--others-rate", othersRate, 1, 1_000_000);
    bounds.within("--size", size, Payloads.SMALLEST, 1_000_000);
    bounds.within("--connections", connections, 1, 10_000);
    bounds.within("--seconds", seconds, 1, 3_600);
    BacklogRun.Plan plan =
        new BacklogRun.Plan(
            messages,
            rate,
            othersRate,
            seconds,
            hang,
            drain,
            new LoadShape(others, size, connections, 0, 0, 1, 1));
    BacklogReport report =
        BacklogRun.measure(Installation.ofThisProgram(), InstantSource.system(), plan, recording);
    Figures.print(report, json);
    return report.others().lost() == 0 ? 0 : 1;
  }
}
