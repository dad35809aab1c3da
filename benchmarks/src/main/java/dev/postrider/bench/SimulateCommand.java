package dev.postrider.bench;

import dev.postrider.simulation.Trial;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the simulation: many seeds, or one and its story. */
@Command(
    name = "simulate",
    description =
        "Runs the dispatcher under virtual time through crashes, hand-overs and failures, one scenario per seed.",
    mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec command;
  @Mixin private final Output output = new Output();

  @Option(names = "--seeds", description = "How many seeds; defaults to ${DEFAULT-VALUE}.")
  private int seeds = 10_000;

  @Option(names = "--first", description = "The first of them; defaults to ${DEFAULT-VALUE}.")
  private long first = 1;

  @Option(
      names = "--seed",
      description = "Only this one: its story, shrunk when it breaks a promise.")
  private @Nullable Long seed;

  @Option(
      names = "--threads",
      description = "How many run at once; by default as many as there are cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Bounds bounds = new Bounds(command);
    bounds.within("--seeds", seeds, 1, 100_000_000);
    bounds.within("--threads", threads, 1, 1_000);
    Long one = seed;
    if (one != null && !output.json()) {
      return story(one);
    }
    SimulateReport report =
        one == null ? SimulateRun.of(first, seeds, threads) : SimulateRun.of(one, 1, 1);
    output.show("simulate", report);
    return report.kept() ? 0 : 1;
  }

  private static int story(long seed) {
    return switch (Trial.run(seed)) {
      case Trial.Result.Kept _ -> {
        System.out.println(Trial.story(seed));
        yield 0;
      }
      case Trial.Result.Violated(var finding) -> {
        System.out.println(finding.text());
        yield 1;
      }
    };
  }
}
