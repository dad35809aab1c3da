package dev.postrider.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Puts one subject under load, phase by phase, and measures. */
final class Load implements AutoCloseable {
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
  private final LoadShape shape;
  private final Receivers receivers;
  private final Meter meter;

  /** Owns the receivers. */
  Load(InetSocketAddress server, Tracks tracks, LoadShape shape, Receivers receivers, Meter meter) {
    this.server = server;
    this.tracks = tracks;
    this.shape = shape;
    this.receivers = receivers;
    this.meter = meter;
  }

  /** What came of the messages of all phases. */
  record Counts(long lost, long duplicated, long outOfOrder, long refused, long sinkFaults) {}

  /**
   * Runs a phase and returns when everything that was acknowledged in it has arrived, or will not.
   */
  Phase run(Pace pace, Timing timing) throws IOException, InterruptedException {
    Latency arriving = receivers.receiver().latency();
    Latency accepting = new Latency();
    LoadGenerator generator = LoadGenerator.start(generatorPlan(pace, Long.MAX_VALUE, accepting));
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
    arrived(timing.drain);
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
        receivers.receiver().tally().received(),
        meter.read(generator, receivers));
  }

  /** Sends so many requests, or until it is stopped, beside whatever else is going on. */
  LoadGenerator start(Pace pace, long requests, Answers answers) throws IOException {
    return LoadGenerator.start(generatorPlan(pace, requests, answers));
  }

  private LoadGenerator.Plan generatorPlan(Pace pace, long requests, Answers answers) {
    return new LoadGenerator.Plan(server, tracks, shape.connections(), pace, requests, answers);
  }

  /** Waits for all deliveries of what was acknowledged, as long as some come. */
  void arrived(Duration patience) throws InterruptedException {
    Arrivals.await(receivers.receiver().tally(), tracks.accepted() * shape.endpoints(), patience);
  }

  /** To be asked when the load rests. */
  Counts counts() {
    Tally tally = receivers.receiver().tally();
    return new Counts(
        tally.lost(tracks),
        tally.duplicated(),
        tally.outOfOrder(),
        tracks.refused(),
        receivers.faults());
  }

  Tracks tracks() {
    return tracks;
  }

  SinkAnswers receiver() {
    return receivers.receiver();
  }

  @Override
  public void close() {
    receivers.close();
  }
}
