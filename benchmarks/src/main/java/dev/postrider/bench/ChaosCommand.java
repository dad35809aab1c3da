package dev.postrider.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Disturbs the real server and its PostgreSQL under load, and says what came of each message. */
@Command(
    name = "chaos",
    description =
        "Kills, stops, starves and cuts off the server and its PostgreSQL under load, then compares what was acknowledged with what was received. Ends with 1 when a promise was broken.",
    mixinStandardHelpOptions = true)
final class ChaosCommand extends Measurement {

  @Option(
      names = "--minutes",
      description =
          "How long it is disturbed; every kind comes at least once all the same. Defaults to ${DEFAULT-VALUE}.")
  private double minutes = 5;

  @Option(names = "--seed", description = "Seed of all choices; by default another each time.")
  private @Nullable Long seed;

  @Option(
      names = "--only",
      split = ",",
      description =
          "These kinds alone: kill-server, kill-postgres, stop-server, stop-postgres, full-disk, cut-network, delay-network, reconfigure.")
  private @Nullable List<String> only;

  @Option(
      names = "--rate",
      description =
          "Messages a second, each for two endpoints, while nothing holds them up; defaults to ${DEFAULT-VALUE}.")
  private double rate = 300;

  @Option(names = "--size", description = "Bytes of a payload; defaults to ${DEFAULT-VALUE}.")
  private int size = 600;

  @Option(
      names = "--disk",
      description =
          "MiB of the file system under the data directory, which has to hold the whole run; defaults to ${DEFAULT-VALUE}.")
  private int disk = 4_096;

  @Override
  void check(Bounds bounds) {
    bounds.within("--minutes", minutes, 0.1, 1_440);
    bounds.within("--rate", rate, 1, 10_000);
    bounds.within("--size", size, Payloads.SMALLEST, 15_000);
    bounds.within("--disk", disk, 1_024, 1_000_000);
    var _ = kinds();
  }

  @Override
  ChaosReport measure() throws IOException, InterruptedException {
    long chosen = seed == null ? RandomGenerator.getDefault().nextLong(1_000_000) : seed;
    Figures.progress("Seed %d.".formatted(chosen));
    ChaosRun.Plan plan =
        new ChaosRun.Plan(
            new ChaosShape(4, 12, 2, size, chosen), kinds(), minutes, rate, disk, chosen);
    return ChaosRun.measure(Rig.here(), plan);
  }

  private Set<ChaosKind> kinds() {
    if (only == null) {
      return EnumSet.allOf(ChaosKind.class);
    }
    Set<ChaosKind> kinds = EnumSet.noneOf(ChaosKind.class);
    for (String word : only) {
      kinds.add(
          Arrays.stream(ChaosKind.values())
              .filter(kind -> kind.word().equals(word))
              .findFirst()
              .orElseThrow(() -> bounds().bad("--only: no kind is called " + word)));
    }
    return kinds;
  }
}
