package dev.postrider.receiver;

import dev.postrider.receiver.store.Arrival;
import dev.postrider.receiver.store.Batch;
import dev.postrider.receiver.store.Claimed;
import dev.postrider.receiver.store.Committed;
import dev.postrider.receiver.store.Settlement;
import dev.postrider.receiver.store.Store;
import dev.postrider.receiver.store.StoreException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the store, alone: all that waits goes into one transaction, so that many webhooks share
 * one wait for the disk. The same transaction settles what handlers have done and claims what they
 * can do next.
 */
final class CommitLoop {
  private static final System.Logger LOG = System.getLogger("dev.postrider.receiver");

  /** How many may wait to be stored; more are sent away. */
  private static final int MOST_WAITING = 10_000;

  private static final int MOST_ARRIVALS = 2_000;
  private static final long MOST_BYTES = 16 << 20;

  /** How long nothing happens before the store is asked for what has become due. */
  private static final Duration LOOK = Duration.ofMillis(200);

  /** Much shorter than the lease of a claim. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

  private static final Duration FORGET = Duration.ofSeconds(10);

  private final Store store;
  private final InboxSettings settings;
  private final Handlers handlers;
  private final Thread thread;

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

  // The loop's own.
  private boolean away;
  private long keptAlive = System.nanoTime();
  private Instant nextForget = Instant.MIN;

  CommitLoop(Store store, InboxSettings settings, Handlers handlers) {
    this.store = store;
    this.settings = settings;
    this.handlers = handlers;
    this.thread = new Thread(this::run, "postrider-inbox-commits");
    thread.setDaemon(true);
  }

  /** What became of an arrival. */
  enum Outcome {
    FRESH,
    KNOWN,
    NOT_STORED
  }

  /** One who waits. */
  private static final class Pending {
    final Arrival arrival;
    final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /** Guarded by the lock: the loop has it. */
    boolean begun;

    Pending(Arrival arrival) {
      this.arrival = arrival;
    }
  }

  void start() {
    thread.start();
  }

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
        Outcome.NOT_STORED, settings.answerTime().toMillis(), TimeUnit.MILLISECONDS);
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

  /** Has it written with the next transaction. */
  void settle(Settlement settlement) {
    lock.lock();
    try {
      settlements.add(settlement);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Has the store asked at once for what can be handled. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes and claims nothing more. */
  void stopTaking() {
    lock.lock();
    try {
      taking = false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends after one more transaction with all that waits, tried again while there is time when it
   * fails. An interruption waits for it as well.
   *
   * @return true when there was one
   */
  boolean stop(Duration longest) {
    long last = System.nanoTime() + longest.toNanos();
    lock.lock();
    try {
      taking = false;
      stopped = true;
      end = last;
      changed.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    for (long left = longest.toNanos();
        thread.isAlive() && left > 0;
        left = last - System.nanoTime()) {
      try {
        thread.join(Duration.ofNanos(left));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }

  private void run() {
    boolean goesOn;
    do {
      List<Pending> taken = new ArrayList<>();
      List<Settlement> settled = new ArrayList<>();
      boolean last = next(taken, settled);
      try {
        commit(taken, settled, !last);
        goesOn = !last;
      } catch (StoreException | RuntimeException | Error e) {
        // Errors too: without this thread nothing would ever be stored again.
        goesOn = failed(taken, settled, e);
      }
    } while (goesOn);
    refuseAll();
  }

  /** Waits for work; true when it is the last. */
  private boolean next(List<Pending> taken, List<Settlement> settled) {
    lock.lock();
    try {
      long left = LOOK.toNanos();
      while (!stopped && !woken && settlements.isEmpty() && arrivals.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      woken = false;
      settled.addAll(settlements);
      settlements.clear();
      long bytes = 0;
      while (!arrivals.isEmpty() && taken.size() < MOST_ARRIVALS && bytes < MOST_BYTES) {
        Pending pending = arrivals.remove();
        pending.begun = true;
        bytes += pending.arrival.content().size();
        taken.add(pending);
      }
      return stopped && arrivals.isEmpty();
    } catch (InterruptedException e) {
      // Nobody interrupts this thread but to end it.
      stopped = true;
      taking = false;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void commit(List<Pending> taken, List<Settlement> settled, boolean claim)
      throws StoreException {
    if (away) {
      // The last commit may have claimed what nobody here knows of.
      store.giveBack(handlers.held());
    }
    if (away || System.nanoTime() - keptAlive > KEEP_ALIVE.toNanos()) {
      store.keepAlive();
      keptAlive = System.nanoTime();
    }
    Instant now = settings.clock().instant();
    Committed committed =
        store.commit(
            new Batch(
                taken.stream().map(pending -> pending.arrival).toList(),
                settled,
                claim && taking() ? handlers.room() : 0,
                MOST_BYTES,
                now,
                forget(now)));
    if (away) {
      away = false;
      LOG.log(Level.INFO, "the store is back");
    }
    nextForget = committed.forgotten() > 0 ? now : nextForget;
    handlers.settled(settled);
    begin(committed.claimed());
    Set<String> fresh = new HashSet<>(committed.fresh());
    for (Pending pending : taken) {
      boolean first = fresh.remove(pending.arrival.id());
      pending.outcome.complete(first ? Outcome.FRESH : Outcome.KNOWN);
    }
  }

  /** Under the lock, so that after {@link #stopTaking} nothing is begun that nobody waits for. */
  private void begin(List<Claimed> claimed) {
    lock.lock();
    try {
      if (taking) {
        handlers.start(claimed);
      } else {
        claimed.forEach(webhook -> settlements.add(new Settlement.Released(webhook.number())));
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Instant forget(Instant now) {
    if (now.isBefore(nextForget)) {
      return null;
    }
    nextForget = now.plus(FORGET);
    return now.minus(settings.window());
  }

  private boolean taking() {
    lock.lock();
    try {
      return taking;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Those who wait are sent away; settlements stay, and are no harm when they are written twice.
   * False when there is no time for another try.
   */
  private boolean failed(List<Pending> taken, List<Settlement> settled, Throwable e) {
    if (!away) {
      away = true;
      LOG.log(Level.WARNING, "the store is away; webhooks are answered 503 until it is back", e);
    }
    LOG.log(Level.DEBUG, "the store was not written to", e);
    for (Pending pending : taken) {
      pending.outcome.complete(Outcome.NOT_STORED);
    }
    lock.lock();
    try {
      settled.reversed().forEach(settlements::addFirst);
      // Not again at once: a store that fails quickly would have all of the processor.
      boolean stopping = stopped;
      long left = LOOK.toNanos();
      while (stopped == stopping && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !stopped || System.nanoTime() < end;
    } catch (InterruptedException interrupted) {
      stopped = true;
      taking = false;
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void refuseAll() {
    lock.lock();
    try {
      arrivals.forEach(pending -> pending.outcome.complete(Outcome.NOT_STORED));
      arrivals.clear();
    } finally {
      lock.unlock();
    }
  }
}
