package dev.postrider.bench;

import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has some endpoints hang and others flap, and says what that costs those that are well. */
@Command(
    name = "isolation",
    description =
        "Endpoints that hang and endpoints that flap among many: the latency of those that are well.",
    mixinStandardHelpOptions = true)
final class IsolationCommand extends Measurement {
  @Mixin private final WireOptions wire = new WireOptions();
  @Mixin private final FloorOption floor = new FloorOption();
  @Mixin private final RecordingOption recording = new RecordingOption();

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

  @Override
  void check(Bounds bounds) {
    wire.check(bounds);
    bounds.within("--endpoints", endpoints, 1, 60_000);
    bounds.within("--hanging", hanging, 0, endpoints);
    bounds.within("--flapping", flapping, 0, endpoints - hanging - 1.0);
    bounds.within("--flap", flap, 1, 3_600);
    bounds.within("--rate", rate, 1, 1_000_000);
    bounds.within("--seconds", seconds, 1, 3_600);
  }

  @Override
  IsolationReport measure() throws IOException, InterruptedException {
    Rig rig = recording.rig();
    LoadShape shape = wire.shape(endpoints);
    IsolationRun.Plan plan =
        new IsolationRun.Plan(
            rate, Duration.ofSeconds(seconds), new Disturbance(hanging, flapping, flap), shape);
    return IsolationRun.measure(rig, plan).with(floor.measure(rig, shape, FloorOption.SHORT));
  }
}
