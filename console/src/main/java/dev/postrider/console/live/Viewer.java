package dev.postrider.console.live;

import dev.postrider.console.session.Face;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who looks on. What he has not read yet is one batch, into which all others go: so a slow
 * one costs no more than a fast one.
 */
final class Viewer {
  private final Face face;
  private final LiveFilter wanted;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private @Nullable LiveBatch unread;
  private boolean ended;

  Viewer(Face face, LiveFilter wanted) {
    this.face = face;
    this.wanted = wanted;
  }

  /** By which he came. */
  Face face() {
    return face;
  }

  LiveFilter wanted() {
    return wanted;
  }

  void show(LiveBatch batch) {
    lock.lock();
    try {
      unread = unread == null ? batch : unread.and(batch);
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      ended = true;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  boolean ended() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** What there is to be seen; nothing when that long there was none, or it is over. */
  Optional<LiveBatch> await(Duration most) throws InterruptedException {
    long left = most.toNanos();
    lock.lock();
    try {
      while (unread == null && !ended && left > 0) {
        left = news.awaitNanos(left);
      }
      Optional<LiveBatch> read = Optional.ofNullable(unread);
      unread = null;
      return read;
    } finally {
      lock.unlock();
    }
  }
}
