package dev.postrider.postgres;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.postrider.log.Appended;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Looks now and then whether an append has waited too long. Safe for use by many threads. */
final class WaitingAppends implements AutoCloseable {
  /** How late the end of a wait may be noticed. */
  private static final int LOOK_MILLIS = 50;

  private final Set<Append> waiting = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("postrider-accept-timeouts").factory());

  WaitingAppends() {
    var _ =
        looks.scheduleWithFixedDelay(
            () -> waiting.forEach(Append::look), LOOK_MILLIS, LOOK_MILLIS, MILLISECONDS);
  }

  List<Appended> await(Append append) throws InterruptedException {
    waiting.add(append);
    try {
      return append.await();
    } finally {
      waiting.remove(append);
    }
  }

  /** Gives up on whoever still waits; for when nothing is written any more. */
  @Override
  public void close() {
    looks.shutdown();
    waiting.forEach(Append::giveUp);
  }
}
