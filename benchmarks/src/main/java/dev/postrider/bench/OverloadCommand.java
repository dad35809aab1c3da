package dev.postrider.bench;

import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Offers several times what the server can take, and says what becomes of it and of the server. */
@Command(
    name = "overload",
    description =
        "Several times the load that the server can take: what it sheds, answer times, memory, and its recovery.",
    mixinStandardHelpOptions = true)
final class OverloadCommand extends Measurement {
  @Mixin private final WireOptions wire = new WireOptions();
  @Mixin private final FloorOption floor = new FloorOption();
  @Mixin private final RecordingOption recording = new RecordingOption();

  @Option(
      names = "--seconds",
      description = "How long the overload lasts; defaults to ${DEFAULT-VALUE}.")
  private int seconds = 300;

  @Option(
      names = "--calm",
      description =
          "Seconds in which the capacity is measured, and half of it before the overload; defaults to ${DEFAULT-VALUE}.")
  private int calm = 20;

  @Option(
      names = "--warmup",
      description =
          "Seconds of load before the capacity is measured; defaults to ${DEFAULT-VALUE}.")
  private int warmup = 20;

  @Option(
      names = "--factor",
      description = "The overload, as a multiple of the capacity; defaults to ${DEFAULT-VALUE}.")
  private double factor = 3;

  @Option(
      names = "--clients",
      description =
          "Connections of the overload, each with one request at a time; defaults to ${DEFAULT-VALUE}.")
  private int clients = 2_000;

  @Option(
      names = "--applications",
      description = "Applications with one endpoint each; defaults to ${DEFAULT-VALUE}.")
  private int applications = 100;

  @Override
  void check(Bounds bounds) {
    wire.check(bounds);
    bounds.within("--seconds", seconds, 1, 3_600);
    bounds.within("--calm", calm, 1, 300);
    bounds.within("--warmup", warmup, 0, 600);
    bounds.within("--factor", factor, 1, 100);
    // More connections than the server has by default (http.maxConnections) would wait for ever.
    bounds.within("--clients", clients, 1, 4_000);
    bounds.within("--applications", applications, 1, 60_000);
  }

  @Override
  OverloadReport measure() throws IOException, InterruptedException {
    Rig rig = recording.rig();
    LoadShape shape = wire.shape(applications);
    OverloadRun.Plan plan =
        new OverloadRun.Plan(
            Duration.ofSeconds(warmup),
            Duration.ofSeconds(calm),
            Duration.ofSeconds(seconds),
            factor,
            clients,
            shape);
    return OverloadRun.measure(rig, plan).with(floor.measure(rig, shape, FloorOption.SHORT));
  }
}
