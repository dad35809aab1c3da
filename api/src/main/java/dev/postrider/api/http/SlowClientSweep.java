package dev.postrider.api.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for slow clients twice a second, on a thread of its own, until it is closed. */
public final class SlowClientSweep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlowClientSweep.class);
  private static final long MILLIS = 500;

  private final SlowClients slow;
  private final ConnectionsPerAddress connections;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("slow-clients").factory());

  private SlowClientSweep(SlowClients slow, ConnectionsPerAddress connections) {
    this.slow = slow;
    this.connections = connections;
  }

  public static SlowClientSweep start(SlowClients slow) {
    return start(slow, new ConnectionsPerAddress(0));
  }

  /** The same, which also looks for connections that ended unseen. */
  public static SlowClientSweep start(SlowClients slow, ConnectionsPerAddress connections) {
    SlowClientSweep sweep = new SlowClientSweep(slow, connections);
    ScheduledFuture<?> _ =
        sweep.thread.scheduleWithFixedDelay(sweep::sweep, MILLIS, MILLIS, MILLISECONDS);
    return sweep;
  }

  private void sweep() {
    try {
      slow.sweep();
      connections.sweep();
    } catch (RuntimeException e) {
      // Failure policy: go on, because a sweep that is left out delays the next by a moment.
      LOG.error("slow requests could not be looked for", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
