package dev.postrider.api.accept;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Times the reading of what a service posts, per message. */
@State(Scope.Thread)
public class EnvelopeBenchmark {
  private static final int BATCH = 100;
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-05-04T03:02:01Z"));

  private final byte[] full = Envelopes.full();
  private final byte[] batch = Envelopes.batch(BATCH, 1_024);

  /** Every member that there is, around a small payload. */
  @Benchmark
  public Object everyMember() {
    return MessageInReader.read(full, CLOCK);
  }

  /** One of a batch of messages of 1 KiB. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public List<?> inABatch() {
    return BatchIn.read(batch, CLOCK);
  }
}
