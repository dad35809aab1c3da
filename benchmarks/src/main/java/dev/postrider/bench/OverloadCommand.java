package dev.postrider.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Offers several times what the server can take, and says what becomes of it and of the server. */
@Command(
    name = "overload",
    description =
        "Several times the load that the server can take: what it sheds, answer times, memory, and its recovery.",
    mixinStandardHelpOptions = true)
final class OverloadCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec command;

  @Option(
      names = "--seconds",
      description = "How long the overload lasts; defaults to ${DEFAULT-VALUE}.")
  private int seconds = 300;

  @Option(
      names = "--calm",
      description =
          "Seconds in which the capacity is measured, and half of it before the overload; defaults to ${DEFAULT-VALUE}.")
  private int calm = 20;

  @Option(
      names = "--warmup",
      description =
          "Seconds of load before the capacity is measured; defaults to ${DEFAULT-VALUE}.")
  private int warmup = 20;

  @Option(
      names = "--factor",
      description = "The overload, as a multiple of the capacity; defaults to ${DEFAULT-VALUE}.")
  private double factor = 3;

  @Option(
      names = "--clients",
      description =
          "Connections of the overload, each with one request at a time; defaults to ${DEFAULT-VALUE}.")
  private int clients = 2_000;

  @Option(
      names = "--connections",
      description = "Connections by which the capacity is measured; defaults to ${DEFAULT-VALUE}.")
  private int connections = 128;

  @Option(
      names = "--applications",
      description = "Applications with one endpoint each; defaults to ${DEFAULT-VALUE}.")
  private int applications = 100;

  @Option(names = "--size", description = "Bytes of a payload; defaults to ${DEFAULT-VALUE}.")
  private int size = 1024;

  @Option(names = "--jfr", description = "Where a flight recording of the server goes.")
  private @Nullable Path recording;

  @Option(names = "--json", description = "Print one JSON document instead of a table.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Bounds bounds = new Bounds(command);
    bounds.within("--seconds", seconds, 1, 3_600);
    bounds.within("--calm", calm, 1, 300);
    bounds.within("--warmup", warmup, 0, 600);
    bounds.within("--factor", factor, 1, 100);
    // More connections than the server has by default (http.maxConnections) would wait for ever.
    bounds.within("--clients", clients, 1, 4_000);
    bounds.within("--connections", connections, 1, 10_000);
    bounds.within("--applications", applications, 1, 60_000);
    bounds.within("--size", size, Payloads.SMALLEST, 1_000_000);
    OverloadReport report =
        OverloadRun.measure(
            Installation.ofThisProgram(),
            InstantSource.system(),
            new OverloadRun.Plan(
                Duration.ofSeconds(warmup),
                Duration.ofSeconds(calm),
                Duration.ofSeconds(seconds),
                factor,
                clients,
                new LoadShape(applications, size, connections, 0, 0, 1, 1)),
            recording);
    Figures.print(report, json);
    return report.lost() == 0 ? 0 : 1;
  }
}
