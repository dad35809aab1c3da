package dev.postrider.api.http;

import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Gives a request's headers and body one deadline, from its first line to its last byte. The web
 * server has none: a caller who sends a byte a minute would keep a connection and a request slot
 * for as long as he likes.
 *
 * <p>Interrupting the thread that reads closes its connection. Safe for use by many threads.
 */
public final class SlowClients {
  /**
   * Whoever has it was interrupted. The interrupt alone does not tell, because over HTTP/2 the web
   * server takes it for the end of a body.
   */
  private static final Instant LATE = Instant.MIN;

  private final ConcurrentMap<Thread, Instant> deadlines = new ConcurrentHashMap<>();
  private final Duration patience;
  private final InstantSource clock;

  public SlowClients(Duration patience, InstantSource clock) {
    this.patience = patience;
    this.clock = clock;
  }

  /** From now on the caller is waited for. */
  public void begun() {
    deadlines.put(Thread.currentThread(), end());
  }

  /** When a request that begins now has to have arrived. */
  Instant end() {
    return clock.instant().plus(patience);
  }

  /** The caller is waited for until {@code end}, but not longer than this for his next byte. */
  void awaiting(Duration silence, Instant end) {
    Instant soon = clock.instant().plus(silence);
    deadlines.put(Thread.currentThread(), soon.isBefore(end) ? soon : end);
  }

  /** The whole request is here; from now on its thread is not interrupted. */
  public void arrived() {
    if (LATE.equals(deadlines.remove(Thread.currentThread()))) {
      boolean _ = Thread.interrupted();
      throw new CloseConnectionException("the request took too long to arrive");
    }
  }

  /** Closes the connections of requests that have taken too long to arrive. */
  public void sweep() {
    Instant now = clock.instant();
    for (Thread thread : deadlines.keySet()) {
      // One step for whoever arrives meanwhile: he was in time, or finds the interrupt here. It
      // must not hit what he does next.
      deadlines.computeIfPresent(
          thread,
          (late, deadline) -> {
            if (!late.isAlive()) {
              // A handshake that fails ends its thread and tells nobody.
              return null;
            }
            if (!deadline.equals(LATE) && deadline.isBefore(now)) {
              late.interrupt();
              return LATE;
            }
            return deadline;
          });
    }
  }
}
