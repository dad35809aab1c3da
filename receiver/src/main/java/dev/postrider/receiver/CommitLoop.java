package dev.postrider.receiver;

import dev.postrider.receiver.Waiting.Load;
import dev.postrider.receiver.Waiting.Outcome;
import dev.postrider.receiver.Waiting.Pending;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the store, alone: all that waits goes into one transaction, so that many webhooks share
 * one wait for the disk. The same transaction settles what handlers have done and claims what they
 * can do next.
 */
final class CommitLoop {
  private static final long MOST_BYTES = 16 << 20;

  /** How long nothing happens before the store is asked for what has become due. */
  private static final Duration LOOK = Duration.ofMillis(200);

  /** Much shorter than the lease of a claim. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

  private static final Duration FORGET = Duration.ofSeconds(10);

  /** How long a process lives before it handles a webhook that may have ended two. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration MOST_PATIENCE = Duration.ofHours(1);

  private final Store store;
  private final InboxSettings settings;
  private final Handlers handlers;
  private final Waiting waiting;
  private final Thread thread;

  // The loop's own.
  private boolean away;
  private long keptAlive = System.nanoTime();
  private Instant nextForget = Instant.MIN;
  private final long begun;

  CommitLoop(Store store, InboxSettings settings, Handlers handlers) {
    this.store = store;
    this.settings = settings;
    this.handlers = handlers;
    this.begun = settings.nanoTime().getAsLong();
    this.waiting = new Waiting(MOST_BYTES, LOOK, settings.answerTime());
    this.thread = new Thread(this::run, "postrider-inbox-commits");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Returns when it is durable, or is not going to be, or nobody knows within the time. */
  Outcome store(Arrival arrival) {
    return waiting.store(arrival);
  }

  /** Has it written with the next transaction. */
  void settle(Settlement settlement) {
    waiting.settle(settlement);
  }

  /** Has the store asked at once for what can be handled. */
  void wake() {
    waiting.wake();
  }

  /** Takes and claims nothing more. */
  void stopTaking() {
    waiting.stopTaking();
  }

  /**
   * Ends after one more transaction with all that waits, tried again while there is time when it
   * fails. An interruption waits for it as well.
   *
   * @return true when there was one
   */
  boolean stop(Duration longest) {
    long last = System.nanoTime() + longest.toNanos();
    waiting.stop(last);
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
      Load load = waiting.next();
      try {
        commit(load);
        goesOn = !load.last();
      } catch (StoreException | RuntimeException | Error e) {
        // Errors too: without this thread nothing would ever be stored again.
        goesOn = failed(load, e);
      }
    } while (goesOn);
    waiting.refuseAll();
  }

  private void commit(Load load) throws StoreException {
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
                load.arrivals().stream().map(pending -> pending.arrival).toList(),
                load.settlements(),
                !load.last() && waiting.taking() ? handlers.room() : 0,
                MOST_BYTES,
                now,
                patience(),
                forget(now)));
    handlers.settled(load.settlements());
    begin(committed.claimed());
    Set<String> fresh = new HashSet<>(committed.fresh());
    for (Pending pending : load.arrivals()) {
      boolean first = fresh.remove(pending.arrival.id());
      pending.complete(first ? Outcome.FRESH : Outcome.KNOWN);
    }
    nextForget = committed.forgotten() > 0 ? now : nextForget;
    if (away) {
      away = false;
      Log.line(Level.INFO, "the store is back");
    }
  }

  /**
   * How many processes may have ended while a webhook was claimed that is handled now, alone. Each
   * one more asks this process to have lived twice as long: who starts it again and again gets to
   * everything else first.
   */
  private int patience() {
    if (handlers.alone()) {
      return 0;
    }
    long lived = settings.nanoTime().getAsLong() - begun;
    long longest = MOST_PATIENCE.toNanos();
    int deaths = 1;
    for (long asked = PATIENCE.toNanos(); asked <= lived; asked *= 2) {
      deaths++;
      if (asked >= longest) {
        return Integer.MAX_VALUE;
      }
    }
    return deaths == 1 ? 0 : deaths;
  }

  /** So that after {@link #stopTaking} nothing is begun that nobody waits for. */
  private void begin(List<Claimed> claimed) {
    if (!claimed.isEmpty()) {
      waiting.either(
          () -> handlers.begin(claimed),
          () -> claimed.forEach(each -> settle(new Settlement.Released(each.number()))));
    }
  }

  private @Nullable Instant forget(Instant now) {
    if (now.isBefore(nextForget)) {
      return null;
    }
    nextForget = now.plus(FORGET);
    return now.minus(settings.window());
  }

  /** What may fail comes last. False when there is no time for another try. */
  private boolean failed(Load load, Throwable e) {
    waiting.putBack(load);
    boolean first = !away;
    away = true;
    if (first) {
      Log.thrown(Level.WARNING, "the store is away; webhooks are answered 503 until it is back", e);
    }
    Log.thrown(Level.DEBUG, "the store was not written to", e);
    // Not again at once: a store that fails quickly would have all of the processor.
    return waiting.rest();
  }
}
