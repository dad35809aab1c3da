package dev.postrider.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Has very much become deliverable at once, and says how it is spread out and what it costs. */
@Command(
    name = "herd",
    description =
        "Endpoints that recover at once, and deliveries due at once: attempts over time, memory, and another application's latency.",
    mixinStandardHelpOptions = true)
final class HerdCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec command;

  @Option(
      names = "--endpoints",
      description =
          "Endpoints that are down and recover at once; defaults to ${DEFAULT-VALUE}. 0: leave that out.")
  private int endpoints = 10_000;

  @Option(
      names = "--messages",
      description = "Messages that wait for each of them; defaults to ${DEFAULT-VALUE}.")
  private int messages = 20;

  @Option(
      names = "--down",
      description = "Seconds that they are down once all is queued; defaults to ${DEFAULT-VALUE}.")
  private int down = 90;

  @Option(
      names = "--deliveries",
      description =
          "Deliveries that are due in the same second; defaults to ${DEFAULT-VALUE}. 0: leave that out.")
  private int deliveries = 1_000_000;

  @Option(
      names = "--due-endpoints",
      description = "Endpoints to which these go; defaults to ${DEFAULT-VALUE}.")
  private int dueEndpoints = 1_000;

  @Option(
      names = "--control-rate",
      description =
          "Messages a second to another application's endpoint; defaults to ${DEFAULT-VALUE}.")
  private double controlRate = 50;

  @Option(
      names = "--calm",
      description = "Seconds in which that one is measured before; defaults to ${DEFAULT-VALUE}.")
  private int calm = 20;

  @Option(names = "--size", description = "Bytes of a payload; defaults to ${DEFAULT-VALUE}.")
  private int size = 1024;

  @Option(names = "--json", description = "Print one JSON document instead of a table.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    Bounds bounds = new Bounds(command);
    bounds.within("--endpoints", endpoints, 0, 60_000);
    bounds.within("--messages", messages, 1, 10_000);
    bounds.within("--down", down, 0, 3_600);
    bounds.within("--deliveries", deliveries, 0, 10_000_000);
    bounds.within("--due-endpoints", dueEndpoints, 1, 60_000);
    bounds.within("--control-rate", controlRate, 1, 100_000);
    bounds.within("--calm", calm, 1, 300);
    bounds.within("--size", size, Payloads.SMALLEST, 1_000_000);
    HerdReport report =
        HerdRun.measure(
            Installation.ofThisProgram(),
            InstantSource.system(),
            new HerdRun.Plan(
                endpoints,
                messages,
                Duration.ofSeconds(down),
                deliveries,
                dueEndpoints,
                controlRate,
                Duration.ofSeconds(calm),
                size));
    Figures.print(report, json);
    return report.lost() == 0 ? 0 : 1;
  }
}
