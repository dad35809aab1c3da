package dev.postrider.receiver;

import dev.postrider.receiver.store.Arrival;
import dev.postrider.receiver.store.Settlement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the next transaction: arrivals, each with somebody who waits for its outcome, and
 * settlements. Any thread brings something; one takes it. Safe for many threads.
 */
final class Waiting {
  /** How many may wait to be stored; more are sent away. */
  private static final int MOST_WAITING = 10_000;

  private static final int MOST_ARRIVALS = 2_000;

  private final long mostBytes;
  private final Duration look;
  private final Duration answerTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private final ArrayDeque<Pending> arrivals = new ArrayDeque<>();
  private final ArrayDeque<Settlement> settlements = new ArrayDeque<>();
  private boolean woken;
  private boolean taking = true;
  private boolean stopped;

  /** By the clock of {@code System.nanoTime}: when the last transaction is not tried any more. */
  private long end;

  /**
   * An empty one.
   *
   * @param mostBytes of bodies that are taken together, but for the last
   * @param look how long nothing comes before that is taken
   * @param answerTime how long somebody waits for an outcome
   */
  Waiting(long mostBytes, Duration look, Duration answerTime) {
    this.mostBytes = mostBytes;
    this.look = look;
    this.answerTime = answerTime;
  }

  /** What became of an arrival. */
  enum Outcome {
    FRESH,
    KNOWN,
    NOT_STORED
  }

  /** One who waits. */
  static final class Pending {
    final Arrival arrival;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /** Guarded by the lock: it was taken. */
    private boolean begun;

    private Pending(Arrival arrival) {
      this.arrival = arrival;
    }

    /** Lets him go with this, unless he has gone. */
    void complete(Outcome became) {
      outcome.complete(became);
    }
  }

  /** What goes into one transaction. */
  record Load(List<Pending> arrivals, List<Settlement> settlements, boolean last) {}

  /** Returns when it is durable, or is not going to be, or nobody knows within the time. */
  Outcome store(Arrival arrival) {
    Pending pending = new Pending(arrival);
    lock.lock();
    try {
      if (!taking || arrivals.size() >= MOST_WAITING) {
        return Outcome.NOT_STORED;
      }
      arrivals.add(pending);
      changed.signal();
    } finally {
      lock.unlock();
    }
    pending.outcome.completeOnTimeout(
        Outcome.NOT_STORED, answerTime.toMillis(), TimeUnit.MILLISECONDS);
    Outcome outcome = pending.outcome.join();
    if (outcome == Outcome.NOT_STORED) {
      giveUp(pending);
    }
    return outcome;
  }

  /** Whoever was answered that it was not stored should be right, if it is not too late. */
  private void giveUp(Pending pending) {
    lock.lock();
    try {
      if (!pending.begun) {
        arrivals.remove(pending);
      }
    } finally {
      lock.unlock();
    }
  }

  void settle(Settlement settlement) {
    lock.lock();
    try {
      settlements.add(settlement);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the wait for something to take. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more in. */
  void stopTaking() {
    lock.lock();
    try {
      taking = false;
    } finally {
      lock.unlock();
    }
  }

  boolean taking() {
    lock.lock();
    try {
      return taking;
    } finally {
      lock.unlock();
    }
  }

  /** Does one or the other; meanwhile nobody stops the taking. */
  void either(Runnable whileTaking, Runnable afterwards) {
    lock.lock();
    try {
      (taking ? whileTaking : afterwards).run();
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more in; what is here is taken, and tried again until then. */
  void stop(long lastNanos) {
    lock.lock();
    try {
      taking = false;
      stopped = true;
      end = lastNanos;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is something or it is time to look, and takes it. */
  Load next() {
    List<Pending> taken = new ArrayList<>();
    List<Settlement> settled = new ArrayList<>();
    lock.lock();
    try {
      long left = look.toNanos();
      while (!stopped && !woken && settlements.isEmpty() && arrivals.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      woken = false;
      settled.addAll(settlements);
      settlements.clear();
      long bytes = 0;
      while (!arrivals.isEmpty() && taken.size() < MOST_ARRIVALS && bytes < mostBytes) {
        Pending pending = arrivals.remove();
        pending.begun = true;
        bytes += pending.arrival.content().size();
        taken.add(pending);
      }
      return new Load(taken, settled, stopped && arrivals.isEmpty());
    } catch (InterruptedException e) {
      // Nobody interrupts that thread but to end it.
      stopped = true;
      taking = false;
      return new Load(taken, settled, true);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends those away who wait, and keeps the settlements, which are no harm when they are written
   * twice.
   */
  void putBack(Load load) {
    for (Pending pending : load.arrivals()) {
      pending.complete(Outcome.NOT_STORED);
    }
    lock.lock();
    try {
      load.settlements().reversed().forEach(settlements::addFirst);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a moment; false when there is no time for another try. */
  boolean rest() {
    lock.lock();
    try {
      boolean stopping = stopped;
      long left = look.toNanos();
      while (stopped == stopping && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !stopped || System.nanoTime() < end;
    } catch (InterruptedException e) {
      stopped = true;
      taking = false;
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Sends away who is still here. */
  void refuseAll() {
    lock.lock();
    try {
      taking = false;
      arrivals.forEach(pending -> pending.complete(Outcome.NOT_STORED));
      arrivals.clear();
    } finally {
      lock.unlock();
    }
  }
}
