package dev.postrider.receiver.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts the thread that set it, unless it is closed in time. A read of a socket channel, which
 * is what the JDK's server reads from, ends by that, and the connection with it.
 */
final class Alarm implements AutoCloseable {
  private final Thread thread = Thread.currentThread();
  private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private boolean over;
  private boolean rung;

  Alarm(Duration after) {
    CompletableFuture<?> unused =
        end.orTimeout(after.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((closed, late) -> {
              if (late instanceof TimeoutException) {
                ring();
              }
            });
  }

  private void ring() {
    lock.lock();
    try {
      if (!over) {
        rung = true;
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** By the same thread. It is not interrupted any more, and keeps nothing of it. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (over) {
        return;
      }
      over = true;
      if (rung) {
        Thread.interrupted();
      }
    } finally {
      lock.unlock();
    }
    end.complete(null);
  }
}
