package dev.postrider.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

/**
 * How often each webhook was handled, and what the store did, in a file that two processes have in
 * their memory: the one under measurement counts, the other reads. What was counted outlives a kill
 * of the process. Safe for many threads.
 */
final class Ledger implements AutoCloseable {
  /** Webhooks are numbered from 0 to below this. */
  static final int MOST = 16_000_000;

  private static final int HEAD = 64;
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

  private final Arena arena = Arena.ofShared();
  private final MemorySegment segment;

  private Ledger(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      this.segment = channel.map(FileChannel.MapMode.READ_WRITE, 0, HEAD + MOST * 4L, arena);
    }
  }

  /** What is counted beside the webhooks. */
  enum Counter {
    HANDLED(0),
    COMMITS(8),
    COMMIT_NANOS(16),
    STORED(24);

    /** Where it stands in the file, in bytes. */
    private final long at;

    Counter(long at) {
      this.at = at;
    }
  }

  /** Opens it, and makes it when it is not there; only pages with counts in them take room. */
  static Ledger open(Path file) throws IOException {
    return new Ledger(file);
  }

  void add(Counter counter, long count) {
    var _ = (long) LONG.getAndAdd(segment, counter.at, count);
  }

  long read(Counter counter) {
    return (long) LONG.getVolatile(segment, counter.at);
  }

  /** Notes that a webhook was handled. */
  void handled(int number) {
    if (number < 0 || number >= MOST) {
      throw new IllegalArgumentException("number: 0 to below " + MOST + ", not " + number);
    }
    var _ = (int) INT.getAndAdd(segment, HEAD + number * 4L, 1);
    add(Counter.HANDLED, 1);
  }

  /** How many of these were never handled. */
  long missing(BitSet numbers) {
    return numbers.stream().filter(number -> times(number) == 0).count();
  }

  /** How many were handled more than once, out of those below {@code end}. */
  long repeated(int end) {
    long repeated = 0;
    for (int number = 0; number < end; number++) {
      repeated += times(number) > 1 ? 1 : 0;
    }
    return repeated;
  }

  private int times(int number) {
    return (int) INT.getVolatile(segment, HEAD + number * 4L);
  }

  @Override
  public void close() {
    arena.close();
  }
}
