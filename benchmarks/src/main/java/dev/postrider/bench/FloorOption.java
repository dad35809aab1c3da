package dev.postrider.bench;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether the floor is measured in the same run. */
final class FloorOption {
  /** Where the floor stands beside figures of another kind and its digits matter less. */
  static final Load.Timing SHORT =
      new Load.Timing(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));

  @Option(names = "--no-floor", description = "Leave the floor out.")
  private boolean without;

  boolean wanted() {
    return !without;
  }

  /** The most that the floor takes of this load; null when it is left out. */
  @Nullable FloorReport measure(Rig rig, LoadShape shape, Load.Timing timing)
      throws IOException, InterruptedException {
    return without ? null : Floor.measure(rig.unrecorded(), shape, timing);
  }
}
