package dev.postrider.bench;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Queues messages for an endpoint that is dead while others work, and says what it costs those and
 * the memory.
 */
@Command(
    name = "backlog",
    description =
        "Queues messages for a dead endpoint: memory of the server, and the latency of the other endpoints.",
    mixinStandardHelpOptions = true)
final class BacklogCommand extends Measurement {
  @Mixin private final WireOptions wire = new WireOptions();
  @Mixin private final FloorOption floor = new FloorOption();
  @Mixin private final RecordingOption recording = new RecordingOption();

  @Option(
      names = "--messages",
      description = "How many are queued for the dead endpoint; defaults to ${DEFAULT-VALUE}.")
  private int messages = 1_000_000;

  @Option(
      names = "--rate",
      description =
          "Messages a second to the dead endpoint; defaults to ${DEFAULT-VALUE}. 0: as fast as they are taken.")
  private double rate = 4_000;

  @Option(
      names = "--others",
      description = "Applications with an endpoint that works; defaults to ${DEFAULT-VALUE}.")
  private int others = 20;

  @Option(
      names = "--others-rate",
      description = "Messages a second to those together; defaults to ${DEFAULT-VALUE}.")
  private double othersRate = 1_000;

  @Option(
      names = "--seconds",
      description = "Length of the measurements before and after; defaults to ${DEFAULT-VALUE}.")
  private int seconds = 20;

  @Option(
      names = "--hang",
      description =
          "The dead endpoint takes requests and never answers; else it refuses connections.")
  private boolean hang;

  @Option(
      names = "--drain",
      description = "Then bring the endpoint to life and measure how fast its backlog goes.")
  private boolean drain;

  @Override
  void check(Bounds bounds) {
    wire.check(bounds);
    bounds.within("--messages", messages, 1, Stamp.MOST_NUMBERS - 1);
    bounds.within("--rate", rate, 0, 1_000_000);
    bounds.within("--others", others, 1, 10_000);
    bounds.within("--others-rate", othersRate, 1, 1_000_000);
    bounds.within("--seconds", seconds, 1, 3_600);
  }

  @Override
  BacklogReport measure() throws IOException, InterruptedException {
    Rig rig = recording.rig();
    BacklogRun.Plan plan =
        new BacklogRun.Plan(
            messages, rate, othersRate, seconds, hang, drain, wire.shape(1), wire.shape(others));
    return BacklogRun.measure(rig, plan).with(floor.measure(rig, plan.dead(), FloorOption.SHORT));
  }
}
