package dev.postrider.server.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * What all scenes have in common.
 *
 * @param timeHasPassed makes Postrider look at its clock
 */
record Theatre(DemoApi api, Paper paper, DemoClock clock, Runnable timeHasPassed) {

  /** Puts the clock forward, and says so. */
  void passUntil(Instant due) {
    Duration left = Duration.between(clock.instant(), due);
    if (left.isPositive()) {
      paper.remark(
          "clock",
          "%.1f s later, by a clock that the demo puts forward".formatted(left.toMillis() / 1e3));
      clock.putForward(left);
    }
    timeHasPassed.run();
  }
}
