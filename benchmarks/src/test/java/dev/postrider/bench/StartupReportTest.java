package dev.postrider.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StartupReportTest {
  @Test
  void theMedianDecidesAndTheRangeIsShown() {
    StartupReport report =
        StartupReport.of(List.of(9_000.0, 5_000.0, 6_000.0), List.of(1_600.0, 1_300.0), 0, 0);
    assertThat(report.newMillis()).isEqualTo(new StartupReport.Millis(6_000, 5_000, 9_000));
    assertThat(report.initialisedMillis()).isEqualTo(new StartupReport.Millis(1_450, 1_300, 1_600));
    assertThat(report.missed()).isEmpty();
  }

  @Test
  void whatIsLongerThanItsTargetIsSaid() {
    assertThat(StartupReport.of(List.of(6_001.0), List.of(1_501.0), 0, 0).missed())
        .containsExactly(
            "6001 ms on a new directory, not 6000",
            "1501 ms on an initialised directory, not 1500");
  }
}
