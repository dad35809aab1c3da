package dev.postrider.api.accept;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.InstantSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Times the cut of a payload, byte for byte, out of the envelope that it came in. */
@State(Scope.Thread)
public class SliceBenchmark {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-05-04T03:02:01Z"));

  @Param({"200", "1024", "16384"})
  public int bytes;

  private byte[] body = {};

  @Setup
  public void body() {
    body = Envelopes.message(bytes).getBytes(UTF_8);
  }

  @Benchmark
  public Object payload() {
    return MessageInReader.read(body, CLOCK);
  }
}
