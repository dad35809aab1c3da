package dev.postrider.server;

import dev.postrider.pulse.Beat;
import dev.postrider.pulse.Pulse;
import dev.postrider.pulse.PulseCounter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes what was counted every five seconds, when the clock says so: what was counted between two
 * times is of one minute then. Stopping writes the rest; twice is harmless.
 */
final class PulseWriting implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final PulseCounter counter;
  private final Pulse pulse;
  private final InstantSource clock;
  private final Consumer<Throwable> faults;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pulse").factory());

  // Guarded by this.
  private Instant since;
  private Instant unwrittenSince;
  private List<Beat> unwritten = List.of();
  private boolean failing;
  private boolean closed;

  PulseWriting(PulseCounter counter, Pulse pulse, InstantSource clock, Consumer<Throwable> faults) {
    this.counter = counter;
    this.pulse = pulse;
    this.clock = clock;
    this.faults = faults;
    this.since = clock.instant();
    this.unwrittenSince = since;
  }

  void start() {
    long every = EVERY.toMillis();
    long first = every - Math.floorMod(clock.millis(), every);
    var _ = timer.scheduleAtFixedRate(this::write, first, every, TimeUnit.MILLISECONDS);
  }

  /**
   * Failure policy: report once, and keep what could not be written for the next time. What is
   * counted meanwhile is little, and of the minute in which the database went away.
   */
  synchronized void write() {
    if (unwritten.isEmpty()) {
      unwrittenSince = since;
      since = clock.instant();
      unwritten = counter.take();
    }
    if (unwritten.isEmpty()) {
      return;
    }
    try {
      pulse.add(unwrittenSince, unwritten);
      unwritten = List.of();
      failing = false;
    } catch (RuntimeException | Error broken) {
      if (!failing) {
        faults.accept(broken);
      }
      failing = true;
    }
  }

  /** Failure policy: what could not be written just now is not waited for. */
  @Override
  public void close() {
    timer.shutdown();
    synchronized (this) {
      if (!closed && !failing) {
        write();
      }
      closed = true;
    }
  }
}
