package dev.postrider.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Puts one subject under load, phase by phase, and measures. */
final class Load {
  /**
   * How long a phase takes.
   *
   * @param drain how long to wait for messages that do not come, after the last one that came
   */
  record Timing(Duration warmup, Duration measured, Duration drain) {
    /** For the person who waits. */
    String span() {
      return warmup.toSeconds() + " s to warm up, " + measured.toSeconds() + " s measured";
    }
  }

  private final InetSocketAddress server;
  private final Tracks tracks;
  private final int connections;
  private final Sink sink;
  private final Meter meter;

  Load(InetSocketAddress server, Tracks tracks, int connections, Sink sink, Meter meter) {
    this.server = server;
    this.tracks = tracks;
    this.connections = connections;
    this.sink = sink;
    this.meter = meter;
  }

  /**
   * Runs a phase and returns when everything that was acknowledged in it has arrived, or will not.
   */
  Phase run(Pace pace, Timing timing) throws IOException, InterruptedException {
    Latency arriving = sink.receiver().latency();
    Latency accepting = new Latency();
    LoadGenerator generator =
        LoadGenerator.start(
            new LoadGenerator.Plan(server, tracks, connections, pace, Long.MAX_VALUE, accepting));
    Phase.Sample from;
    Phase.Sample to;
    try {
      Thread.sleep(timing.warmup);
      from = sample(generator);
      arriving.restart(from.nanos());
      accepting.restart(from.nanos());
      Thread.sleep(timing.measured);
      to = sample(generator);
    } finally {
      generator.stop();
    }
    Arrivals.await(sink.receiver().tally(), tracks.accepted(), timing.drain);
    return Phase.of(
        from, to, Latency.Millis.of(arriving.take()), Latency.Millis.of(accepting.take()));
  }

  private Phase.Sample sample(LoadGenerator generator) throws IOException {
    if (generator.finished()) {
      throw new IOException("the load broke off");
    }
    return new Phase.Sample(
        System.nanoTime(),
        tracks.accepted(),
        sink.receiver().tally().received(),
        meter.read(generator, sink));
  }
}
