package dev.postrider.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has very much become deliverable at once, and says how it is spread out and what it costs. */
@Command(
    name = "herd",
    description =
        "Endpoints that recover at once, and deliveries due at once: attempts over time, memory, and another application's latency.",
    mixinStandardHelpOptions = true)
final class HerdCommand extends Measurement {
  @Mixin private final WireOptions wire = new WireOptions();
  @Mixin private final FloorOption floor = new FloorOption();
  @Mixin private final RecordingOption recording = new RecordingOption();

  @Option(
      names = "--endpoints",
      description =
          "Endpoints that are down and recover at once; defaults to ${DEFAULT-VALUE}. 0: leave that out.")
  private int endpoints = 10_000;

  @Option(
      names = "--messages",
      description = "Messages that wait for each of them; defaults to ${DEFAULT-VALUE}.")
  private int messages = 20;

  @Option(
      names = "--down",
      description = "Seconds that they are down once all is queued; defaults to ${DEFAULT-VALUE}.")
  private int down = 90;

  @Option(
      names = "--deliveries",
      description =
          "Deliveries that are due in the same second; defaults to ${DEFAULT-VALUE}. 0: leave that out.")
  private int deliveries = 1_000_000;

  @Option(
      names = "--due-endpoints",
      description = "Endpoints to which these go; defaults to ${DEFAULT-VALUE}.")
  private int dueEndpoints = 1_000;

  @Option(
      names = "--control-rate",
      description =
          "Messages a second to another application's endpoint; defaults to ${DEFAULT-VALUE}.")
  private double controlRate = 50;

  @Option(
      names = "--calm",
      description = "Seconds in which that one is measured before; defaults to ${DEFAULT-VALUE}.")
  private int calm = 20;

  @Override
  void check(Bounds bounds) {
    wire.check(bounds);
    bounds.within("--endpoints", endpoints, 0, 60_000);
    bounds.within("--messages", messages, 1, 10_000);
    bounds.within("--down", down, 0, 3_600);
    bounds.within("--deliveries", deliveries, 0, 10_000_000);
    bounds.within("--due-endpoints", dueEndpoints, 1, 60_000);
    bounds.within("--control-rate", controlRate, 1, 100_000);
    bounds.within("--calm", calm, 1, 300);
  }

  @Override
  HerdReport measure() throws IOException, InterruptedException, SQLException {
    Rig rig = recording.rig();
    HerdRun.Plan plan =
        new HerdRun.Plan(
            wire.shape(endpoints),
            messages,
            Duration.ofSeconds(down),
            deliveries,
            wire.shape(dueEndpoints),
            controlRate,
            Duration.ofSeconds(calm));
    return HerdRun.measure(rig, plan).with(floor.measure(rig, plan.due(), FloorOption.SHORT));
  }
}
