package dev.postrider.api.http;

import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
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
public final class SlowClients implements Http1ConnectionListener {
  private final ConcurrentMap<Thread, Instant> reading = new ConcurrentHashMap<>();
  private final Duration patience;
  private final InstantSource clock;

  public SlowClients(Duration patience, InstantSource clock) {
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public void prologue(ConnectionContext ctx, HttpPrologue prologue) {
    begun();
  }

  /** From now on the caller is waited for. */
  void begun() {
    reading.put(Thread.currentThread(), clock.instant());
  }

  /** The whole request is here; from now on its thread is not interrupted. */
  void arrived() {
    if (reading.remove(Thread.currentThread()) == null && Thread.interrupted()) {
      throw new CloseConnectionException("the request took too long to arrive");
    }
  }

  /** Closes the connections of requests that have taken too long to arrive. */
  public void sweep() {
    Instant oldest = clock.instant().minus(patience);
    for (Thread thread : reading.keySet()) {
      // One step for whoever arrives meanwhile: he was in time, or finds the interrupt here. It
      // must
      // not hit what he does next.
      reading.computeIfPresent(
          thread,
          (late, since) -> {
            if (!since.isBefore(oldest)) {
              return since;
            }
            late.interrupt();
            return null;
          });
    }
  }
}
