package dev.postrider.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Events on their way to a dispatcher's thread, in the order of their coming.
 *
 * <p>The log's messages wait while too many events, deliveries or bytes are queued, which slows the
 * journal and in the end the callers; what comes back from attempts and commits never waits, so the
 * two cannot block each other.
 */
final class Inbox {
  private static final int ROOM = 20_000;
  private static final long ROOM_BYTES = 16 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition drained = lock.newCondition();
  private List<Event> events = new ArrayList<>();
  private int deliveries;
  private long bytes;
  private boolean closed;

  void put(Event event) {
    lock.lock();
    try {
      events.add(event);
      if (events.size() == 1) {
        filled.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts all, after waiting for room; drops them when the inbox is closed, for nobody would read
   * them.
   */
  void putWithRoom(List<Event> more) {
    int targets = 0;
    long weight = 0;
    for (Event event : more) {
      if (event instanceof Event.Accepted accepted) {
        targets += accepted.targets().size();
        weight += accepted.message().weight();
      }
    }
    lock.lock();
    try {
      while (full() && !closed) {
        drained.awaitUninterruptibly();
      }
      if (!closed) {
        events.addAll(more);
        deliveries += targets;
        bytes += weight;
        filled.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean full() {
    return events.size() + deliveries > ROOM || bytes > ROOM_BYTES;
  }

  /** Everything that has come, in order; waits for something, at most this long. */
  List<Event> take(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (events.isEmpty() && left > 0) {
        left = filled.awaitNanos(left);
      }
      List<Event> taken = events;
      events = new ArrayList<>();
      deliveries = 0;
      bytes = 0;
      drained.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      drained.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return events.size();
    } finally {
      lock.unlock();
    }
  }
}
