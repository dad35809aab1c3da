package dev.postrider.bench;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what it costs that many look on while messages are delivered. */
@Command(
    name = "live",
    description =
        "Deliveries at a given rate, without anybody who looks on and with many: what viewers see, and what they cost.",
    mixinStandardHelpOptions = true)
final class LiveCommand extends Measurement {
  @Mixin private final LoadOptions options = new LoadOptions(10);
  @Mixin private final RecordingOption recording = new RecordingOption();

  @Option(
      names = "--viewers",
      description =
          "Browsers that look on, half of them with a filter; defaults to ${DEFAULT-VALUE}.")
  private int viewers = 500;

  @Option(names = "--rate", description = "Messages a second; defaults to ${DEFAULT-VALUE}.")
  private int rate = 5_000;

  @Override
  void check(Bounds bounds) {
    options.check(bounds);
    bounds.within("--viewers", viewers, 1, 500);
    bounds.within("--rate", rate, 1, 200_000);
  }

  @Override
  LiveReport measure() throws IOException, InterruptedException {
    LoadShape shape = options.shape();
    Pace pace = new Pace.Open(rate);
    try (Server server = recording.rig().server()) {
      Sink sink = Sink.open(Installation.freePort(), shape.receiver(), Sink.Manner.ANSWERS);
      LoadShape.Subject subject;
      try {
        subject = server.subject(shape, sink.port());
      } catch (IOException | InterruptedException broken) {
        sink.close();
        throw broken;
      }
      try (Load load = server.load(shape, subject, sink)) {
        Sweep sweep = new Sweep(recording.rig(), new FloorOption(), options.timing());
        Point alone = sweep.measure("nobody looks on", 0, server, load, pace);
        Figures.progress(viewers + " viewers come.");
        Point watched;
        LiveViewers.Seen seen;
        try (LiveViewers all = LiveViewers.come(server, subject.applications(), viewers)) {
          watched = sweep.measure(viewers + " viewers", viewers, server, load, pace);
          seen = all.seen();
        }
        // Again at the end, because a server gets faster as time goes by.
        Point again = sweep.measure("nobody again", 0, server, load, pace);
        return LiveReport.of(
            rate, List.of(alone, watched, again), seen, Environment.of(server, shape));
      }
    }
  }
}
