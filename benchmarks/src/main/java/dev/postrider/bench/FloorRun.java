package dev.postrider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Measures the floor: the same load and the same sink, with a {@link FloorServer} in the product's
 * place.
 */
final class FloorRun {
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private FloorRun() {}

  static FloorReport measure(Installation installation, LoadOptions options)
      throws IOException, InterruptedException {
    LoadShape shape = options.shape();
    Figures.progress("Starting the floor.");
    int sinkPort = Installation.freePort();
    Path log = Files.createTempFile("floor", ".log");
    try (Sink sink = Sink.open(sinkPort, shape.receiver(), Sink.Manner.ANSWERS);
        Child floor = Child.start(command(installation, shape, sinkPort, log))) {
      LoadShape.Subject subject =
          new LoadShape.Subject(
              floor.base().getAuthority(),
              FloorServer.TOKEN,
              IntStream.range(0, shape.applications()).mapToObj(Integer::toString).toList());
      Tracks tracks = shape.tracks(subject);
      Load load =
          new Load(
              floor.address(), tracks, shape.connections(), sink, new Meter(floor.pid(), null));
      Load.Timing timing = new Load.Timing(options.warmup(), options.seconds(), DRAIN);
      Figures.progress("Load at its maximum: " + timing.span() + ".");
      Phase max = load.run(new Pace.Closed(), timing);
      return new FloorReport(
          max.messagesPerSecond(),
          max.cpuMicrosPerMessage(),
          max.loadCpuMicrosPerMessage(),
          sink.receiver().tally().lost(tracks));
    } finally {
      Files.deleteIfExists(log);
    }
  }

  private static Child.Command command(
      Installation installation, LoadShape shape, int sinkPort, Path log) throws IOException {
    int port = Installation.freePort();
    return new Child.Command(
        installation.java(
            List.of(
                "-cp",
                installation.benchmarksJar().toString(),
                FloorServer.class.getName(),
                Integer.toString(port),
                Integer.toString(sinkPort),
                Integer.toString(shape.applications()))),
        Map.of(),
        log,
        port);
  }
}
