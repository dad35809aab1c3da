package dev.postrider.bench;

import java.io.IOException;
import java.time.Duration;

/**
 * Another application, whose endpoint is well all the time and gets a steady load: it shows what a
 * herd costs those that take no part in it.
 */
final class HerdControl implements AutoCloseable {
  private static final LoadShape SHAPE = LoadShape.of(1, 1024, 16);
  private static final Duration LAST = Duration.ofSeconds(15);

  private final Server product;
  private final double rate;
  private final Sink sink;
  private final Tracks tracks;
  private LoadGenerator load;

  private HerdControl(Server product, double rate, Sink sink, Tracks tracks) throws IOException {
    this.product = product;
    this.rate = rate;
    this.sink = sink;
    this.tracks = tracks;
    this.load = load(new Pace.Open(rate));
  }

  /** Begins to send at its rate. */
  static HerdControl start(Server product, double rate) throws IOException, InterruptedException {
    int port = Installation.freePort();
    Sink sink = Sink.open(port, SHAPE.receiver(), Sink.Manner.ANSWERS);
    return new HerdControl(product, rate, sink, SHAPE.tracks(product.subject(SHAPE, port)));
  }

  private LoadGenerator load(Pace pace) throws IOException {
    return LoadGenerator.start(
        new LoadGenerator.Plan(
            product.child().address(),
            tracks,
            SHAPE.connections(),
            pace,
            Long.MAX_VALUE,
            new Latency()));
  }

  /** Sends nothing until {@link #resume}. */
  void pause() throws IOException, InterruptedException {
    load.stop();
    Arrivals.await(sink.receiver().tally(), tracks.accepted(), LAST);
  }

  void resume() throws IOException {
    load = load(new Pace.Open(rate));
  }

  /** Sends as much as the server takes for so long: a server that has just started is slow. */
  void warmUp(Duration time) throws IOException, InterruptedException {
    load = load(new Pace.Closed());
    Thread.sleep(time);
    pause();
  }

  /** Times count from now on. */
  void measure() {
    sink.receiver().latency().restart(System.nanoTime());
  }

  /** The times since then. */
  Latency.Millis measured() {
    return Latency.Millis.of(sink.receiver().latency().take());
  }

  /** Of what was acknowledged, once it sends nothing. */
  long lost() {
    return sink.receiver().tally().lost(tracks);
  }

  @Override
  public void close() {
    sink.close();
  }
}
