package dev.postrider.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/** The dispatcher keeps its promises in every world that was tried. */
final class SimulationTest {
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 1_000);
  private static final int FIRST = Integer.getInteger("simulation.first", 1);

  @Test
  void noPromiseIsBrokenUnderAnySeed() {
    int crashes = 0;
    int retries = 0;
    int cancels = 0;
    int repeats = 0;
    int parked = 0;
    for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
      try {
        Simulation.Report report = new Simulation(seed, 60).run();
        crashes += report.crashes();
        retries += report.retries();
        cancels += report.cancels();
        repeats += report.repeats();
        parked = Math.max(parked, report.maxParked());
      } catch (AssertionError | RuntimeException broken) {
        fail(
            "seed %d: repeat with ./mvnw -pl testkit -am test -Dtest=SimulationTest".formatted(seed)
                + " -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dsimulation.first=%d -Dsimulation.seeds=1".formatted(seed),
            broken);
      }
    }
    assertThat(crashes).as("crashes").isPositive();
    assertThat(retries).as("failed attempts").isPositive();
    assertThat(cancels).as("cancelled deliveries").isPositive();
    assertThat(repeats).as("deliveries that began again").isPositive();
    assertThat(parked).as("most rows parked at once").isGreaterThan(10);
  }
}
