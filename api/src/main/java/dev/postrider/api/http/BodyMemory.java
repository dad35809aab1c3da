package dev.postrider.api.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bytes of all bodies that are held at once. Safe for use by many threads. */
final class BodyMemory {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final long most;
  private final String refusal;
  private final AtomicLong held = new AtomicLong();

  /** {@code refusal} is said to whom there is no room for. */
  BodyMemory(long most, String refusal) {
    this.most = most;
    this.refusal = refusal;
  }

  /** The part of one request, which holds nothing yet. */
  Part part() {
    return new Part();
  }

  /** What one request holds, until it is closed. For one thread. */
  final class Part implements AutoCloseable {
    private long mine;

    private Part() {}

    /** Holds so many bytes in all from now on; 503 when there is no room for them. */
    void hold(long bytes) {
      long more = bytes - mine;
      if (held.addAndGet(more) > most) {
        held.addAndGet(-more);
        throw Refusal.unavailable(refusal, SOON);
      }
      mine = bytes;
    }

    @Override
    public void close() {
      if (mine != 0) {
        held.addAndGet(-mine);
        mine = 0;
      }
    }
  }
}
