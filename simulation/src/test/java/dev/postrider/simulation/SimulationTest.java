package dev.postrider.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/** The dispatcher keeps its promises in every world that was tried. */
final class SimulationTest {
  private static final int SEEDS = 3_000;

  @Test
  void noPromiseIsBrokenUnderAnySeed() {
    Report all = Report.NONE;
    for (int seed = 1; seed <= SEEDS; seed++) {
      switch (Trial.run(seed)) {
        case Trial.Result.Kept(Report report) -> all = all.plus(report);
        case Trial.Result.Violated(Finding finding) -> fail(finding.text());
      }
    }
    assertThat(all.messages()).as("messages").isGreaterThan(30L * SEEDS);
    assertThat(all.failures()).as("failed attempts").isPositive();
    assertThat(all.crashes()).as("crashes").isPositive();
    assertThat(all.fenced()).as("former owners that were fenced").isPositive();
    assertThat(all.doubts()).as("commits of unknown outcome").isPositive();
    assertThat(all.cancels()).as("cancelled deliveries").isPositive();
    assertThat(all.repeats()).as("deliveries that began again").isPositive();
    assertThat(all.resends()).as("resends").isPositive();
    assertThat(all.late()).as("receipts whose sender had given up").isPositive();
    assertThat(all.maxParked()).as("most rows parked at once").isGreaterThan(10);
  }

  @Test
  void aSeedAlwaysDoesTheSame() {
    assertThat(Trial.story(7)).isEqualTo(Trial.story(7));
  }
}
