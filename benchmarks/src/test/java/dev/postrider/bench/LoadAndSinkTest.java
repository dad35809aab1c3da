package dev.postrider.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The generator against the sink, with nothing between them: every message is counted exactly once.
 */
final class LoadAndSinkTest {

  @ParameterizedTest
  @CsvSource({"false, 7, 900", "true, 7, 900", "true, 64, 900", "false, 3, 200000"})
  void everyMessageArrivesOnce(boolean ordered, int connections, int size) throws Exception {
    SinkAnswers receiver = receiver(20, ordered, 0);
    try (Sink sink = open(receiver, Sink.Manner.ANSWERS)) {
      Tracks tracks = tracks(20, ordered, size);
      run(sink.port(), tracks, connections, new Pace.Closed(), 2_000);
      assertThat(receiver.tally().received()).isEqualTo(2_000);
      assertThat(receiver.tally().duplicated()).isZero();
      assertThat(receiver.tally().outOfOrder()).isZero();
      assertThat(sink.faults()).isZero();
      // The sink answers 200, and only 202 acknowledges.
      assertThat(tracks.refused()).isEqualTo(2_000);
    }
  }

  @Test
  void anOpenLoopSendsAllThatIsDue() throws Exception {
    SinkAnswers receiver = receiver(5, true, 0);
    try (Sink sink = open(receiver, Sink.Manner.ANSWERS)) {
      run(sink.port(), tracks(5, true, 900), 4, new Pace.Open(100_000), 3_000);
      assertThat(receiver.tally().received()).isEqualTo(3_000);
      assertThat(receiver.tally().outOfOrder()).isZero();
    }
  }

  @Test
  void aFailedAttemptIsNoReceipt() throws Exception {
    SinkAnswers receiver = receiver(1, false, 1.0);
    try (Sink sink = open(receiver, Sink.Manner.ANSWERS)) {
      run(sink.port(), tracks(1, false, 900), 2, new Pace.Closed(), 50);
      assertThat(receiver.tally().received()).isZero();
    }
  }

  @Test
  void aClosedSinkRefusesAndItsPortCanBeOpenedAgain() throws Exception {
    SinkAnswers receiver = receiver(1, false, 0);
    int port;
    try (Sink sink = open(receiver, Sink.Manner.ANSWERS)) {
      port = sink.port();
      run(port, tracks(1, false, 900), 1, new Pace.Closed(), 10);
    }
    assertThat(refuses(port)).isTrue();
    try (Sink again = Sink.open(port, receiver, Sink.Manner.ANSWERS)) {
      assertThat(again.port()).isEqualTo(port);
      assertThat(refuses(port)).isFalse();
    }
  }

  private static boolean refuses(int port) {
    try (var _ =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      return false;
    } catch (IOException refused) {
      return true;
    }
  }

  private static void run(int port, Tracks tracks, int connections, Pace pace, long messages)
      throws Exception {
    LoadGenerator generator =
        LoadGenerator.start(
            new LoadGenerator.Plan(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                tracks,
                connections,
                pace,
                messages,
                new Latency()));
    await().until(generator::finished);
    generator.stop();
  }

  private static Sink open(SinkAnswers receiver, Sink.Manner manner) throws IOException {
    return Sink.open(0, receiver, manner);
  }

  private static SinkAnswers receiver(int tracks, boolean ordered, double failures) {
    return new SinkAnswers(new Tally(tracks, ordered, 1), new Latency(), failures, 0);
  }

  /** Requests whose body is the payload alone, as the product would forward it. */
  private static Tracks tracks(int count, boolean ordered, int size) {
    Payloads payloads = new Payloads(new SplittableRandom(1));
    List<Template> templates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] payload = payloads.next(size);
      byte[] head =
          ("POST /hooks HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + size + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII);
      byte[] all = new byte[head.length + size];
      System.arraycopy(head, 0, all, 0, head.length);
      System.arraycopy(payload, 0, all, head.length, size);
      templates.add(new Template(all, head.length + Stamp.PREFIX.length()));
    }
    return new Tracks(templates, ordered);
  }
}
