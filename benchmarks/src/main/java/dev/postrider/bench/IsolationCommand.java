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

/** Has some endpoints hang and others flap, and says what that costs those that are well. */
@Command(
    name = "isolation",
    description =
        "Endpoints that hang and endpoints that flap among many: the latency of those that are well.",
    mixinStandardHelpOptions = true)
final class IsolationCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec command;

  @Option(
      names = "--endpoints",
      description = "Endpoints, each of an application of its own; defaults to ${DEFAULT-VALUE}.")
  private int endpoints = 1_000;

  @Option(
      names = "--hanging",
      description = "How many of them hang to their time limit; defaults to ${DEFAULT-VALUE}.")
  private int hanging = 10;

  @Option(
      names = "--flapping",
      description = "How many of them fail and recover in turn; defaults to ${DEFAULT-VALUE}.")
  private int flapping = 10;

  @Option(
      names = "--flap",
      description = "Seconds of failure, and then of success; defaults to ${DEFAULT-VALUE}.")
  private int flap = 5;

  @Option(
      names = "--rate",
      description = "Messages a second to all together; defaults to ${DEFAULT-VALUE}.")
  private double rate = 2_000;

  @Option(
      names = "--seconds",
      description = "Length of each measurement; defaults to ${DEFAULT-VALUE}.")
  private int seconds = 60;

  @Option(
      names = "--connections",
      description = "Connections that carry the load; defaults to ${DEFAULT-VALUE}.")
  private int connections = 128;

  @Option(names = "--size", description = "Bytes of a payload; defaults to ${DEFAULT-VALUE}.")
  private int size = 1024;

  @Option(names = "--jfr", description = "Where a flight recording of the server goes.")
  private @Nullable Path recording;

  @Option(names = "--json", description = "Print one JSON document instead of a table.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Bounds bounds = new Bounds(command);
    bounds.within("--endpoints", endpoints, 1, 60_000);
    bounds.within("--hanging", hanging, 0, endpoints);
    bounds.within("--flapping", flapping, 0, endpoints - hanging - 1.0);
    bounds.within("--flap", flap, 1, 3_600);
    bounds.within("--rate", rate, 1, 1_000_000);
    bounds.within("--seconds", seconds, 1, 3_600);
    bounds.within("--connections", connections, 1, 10_000);
    bounds.within("--size", size, Payloads.SMALLEST, 1_000_000);
    IsolationReport report =
        IsolationRun.measure(
            Installation.ofThisProgram(),
            InstantSource.system(),
            new IsolationRun.Plan(
                rate,
                Duration.ofSeconds(seconds),
                new Disturbance(hanging, flapping, flap),
                new LoadShape(endpoints, size, connections, 0, 0, 1, 1)),
            recording);
    Figures.print(report, json);
    return report.lost() == 0 ? 0 : 1;
  }
}
