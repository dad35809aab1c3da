package dev.postrider.bench;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what HTTPS costs: on connections that are kept, on new ones, and on resumed ones. */
@Command(
    name = "tls",
    description =
        "HTTPS receivers: CPU per delivery on kept, new and resumed connections, and how many connections of a large, slow fleet are kept.",
    mixinStandardHelpOptions = true)
final class TlsCommand extends Measurement {
  /** As many ports as there are addresses in the certificate would have to be listened on. */
  private static final int MOST_ENDPOINTS = 20_000;

  @Mixin private final LoadOptions options = new LoadOptions(100);
  @Mixin private final FloorOption floor = new FloorOption();
  @Mixin private final RecordingOption recording = new RecordingOption();

  @Option(
      names = "--fleet",
      description =
          "HTTPS endpoints that get one message a minute each; defaults to ${DEFAULT-VALUE}. 0: leave that out.")
  private int fleet = 10_000;

  @Option(
      names = "--fleet-seconds",
      description =
          "How long the fleet is measured, after a minute and a half; defaults to ${DEFAULT-VALUE}.")
  private int fleetSeconds = 180;

  @Override
  void check(Bounds bounds) {
    options.check(bounds);
    bounds.within("--applications", options.applications(), 1, MOST_ENDPOINTS);
    bounds.within("--fleet", fleet, 0, MOST_ENDPOINTS);
    bounds.within("--fleet-seconds", fleetSeconds, 1, 3_600);
  }

  @Override
  TlsReport measure() throws IOException, InterruptedException {
    try (TlsCertificate certificate = TlsCertificate.make()) {
      return new TlsRun(
              recording.rig(), certificate, options.shape(), options.timing(), floor.wanted())
          .measure(fleet, fleetSeconds);
    }
  }
}
