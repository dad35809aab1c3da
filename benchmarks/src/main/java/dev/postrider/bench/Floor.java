package dev.postrider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The floor under a load: the same load and the same sink, with a {@link FloorServer} in the
 * product's place.
 */
final class Floor implements AutoCloseable {
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final Path log;
  private final Child child;
  private final Load load;

  private Floor(Path log, Child child, Load load) {
    this.log = log;
    this.child = child;
    this.load = load;
  }

  /** Starts it under this load; a batch is sent message by message, since it knows no batches. */
  static Floor start(Rig rig, LoadShape shape) throws IOException, InterruptedException {
    Sink sink = Sink.open(Installation.freePort(), shape.receiver(), Sink.Manner.ANSWERS);
    return start(rig, shape, sink, null);
  }

  /**
   * The same with these receivers, which are closed with it.
   *
   * @param certificate a PEM file that is trusted; null for none
   */
  static Floor start(Rig rig, LoadShape shape, Receivers receivers, @Nullable Path certificate)
      throws IOException, InterruptedException {
    Figures.progress("Starting the floor.");
    LoadShape single = shape.withBatch(1);
    Path log = Files.createTempFile("floor", ".log");
    log.toFile().deleteOnExit();
    try {
      FloorServer.Arguments arguments =
          new FloorServer.Arguments(
              Installation.freePort(),
              receivers.port(),
              shape.applications(),
              shape.endpoints(),
              shape.hooks(),
              certificate == null ? FloorServer.Arguments.NONE : certificate.toString());
      Child child = Child.start(command(rig, arguments, log));
      LoadShape.Subject subject =
          new LoadShape.Subject(
              child.base().getAuthority(),
              FloorServer.TOKEN,
              IntStream.range(0, shape.applications()).mapToObj(Integer::toString).toList());
      Meter meter = new Meter(child.pid(), null);
      return new Floor(
          log, child, new Load(child.address(), single.tracks(subject), single, receivers, meter));
    } catch (IOException | InterruptedException e) {
      receivers.close();
      Files.deleteIfExists(log);
      throw e;
    }
  }

  /** As much as it takes, measured and reported. */
  static FloorReport measure(Rig rig, LoadShape shape, Load.Timing timing)
      throws IOException, InterruptedException {
    try (Floor floor = start(rig, shape)) {
      return floor.run(new Pace.Closed(), timing);
    }
  }

  /** One phase of load. */
  FloorReport run(Pace pace, Load.Timing timing) throws IOException, InterruptedException {
    Figures.progress("The floor, " + pace.told() + ": " + timing.span() + ".");
    Phase phase = load.run(pace, new Load.Timing(timing.warmup(), timing.measured(), DRAIN));
    return new FloorReport(
        phase.messagesPerSecond(),
        phase.cpuMicrosPerMessage(),
        phase.loadCpuMicrosPerMessage(),
        phase.latencyMillis(),
        phase.disturbance(),
        load.counts().lost());
  }

  private static Child.Command command(Rig rig, FloorServer.Arguments arguments, Path log) {
    List<String> options =
        List.of("-cp", rig.installation().benchmarksJar().toString(), FloorServer.class.getName());
    List<String> words = rig.installation().java(rig.recording(), options);
    words.addAll(arguments.words());
    return new Child.Command(words, Map.of(), log, arguments.port());
  }

  @Override
  public void close() throws IOException {
    load.close();
    child.close();
    Files.deleteIfExists(log);
  }
}
