package dev.postrider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures the floor: the same load and the same sink, with a {@link FloorServer} in the product's
 * place.
 */
final class FloorRun {
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private FloorRun() {}

  /**
   * Runs the closed-loop phase of the options.
   *
   * @param recording where a flight recording of the floor goes; null for none
   */
  static FloorReport measure(
      Installation installation, LoadOptions options, @Nullable Path recording)
      throws IOException, InterruptedException {
    LoadShape shape = options.shape().single();
    Figures.progress("Starting the floor.");
    Path log = Files.createTempFile("floor", ".log");
    try (Sink sink = Sink.open(Installation.freePort(), shape.receiver(), Sink.Manner.ANSWERS);
        Child floor = Child.start(command(installation, recording, arguments(sink, shape), log))) {
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
          max.disturbance(),
          sink.receiver().tally().lost(tracks));
    } finally {
      Files.deleteIfExists(log);
    }
  }

  /** What {@link FloorServer} wants to be told. */
  private static List<String> arguments(Sink sink, LoadShape shape) throws IOException {
    return Stream.of(Installation.freePort(), sink.port(), shape.applications())
        .map(Object::toString)
        .toList();
  }

  private static Child.Command command(
      Installation installation, @Nullable Path recording, List<String> arguments, Path log) {
    List<String> options =
        List.of("-cp", installation.benchmarksJar().toString(), FloorServer.class.getName());
    List<String> words = installation.java(recording, options);
    words.addAll(arguments);
    return new Child.Command(words, Map.of(), log, Integer.parseInt(arguments.getFirst()));
  }
}
