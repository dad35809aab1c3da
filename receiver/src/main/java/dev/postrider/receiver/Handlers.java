package dev.postrider.receiver;

import dev.postrider.receiver.Handling.End;
import dev.postrider.receiver.Handling.NotBegunException;
import dev.postrider.receiver.store.Claimed;
import dev.postrider.receiver.store.Settlement;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs handlers, each on a virtual thread, no more than there are places.
 *
 * <p>One that is over its time is interrupted and its place given to another. It keeps its webhook,
 * and so its order key, until it really ends: nothing is ever handled twice at once. When as many
 * go on after their time as there are places, they give no more places away.
 */
final class Handlers {
  private static final Duration LOOK = Duration.ofMillis(100);

  /** How long a webhook rests that could not be given to its handler. */
  private static final Duration REST = Duration.ofSeconds(1);

  private final InboxSettings settings;
  private final Handling handling;
  private final Tally tally;
  private final ConcurrentHashMap<Long, Run> held = new ConcurrentHashMap<>();
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger alone = new AtomicInteger();
  private final AtomicInteger overdue = new AtomicInteger();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final Thread watch;
  private volatile boolean cut;

  /** Whether it was said that handlers have no connections, since the last that had one. */
  private final AtomicBoolean starving = new AtomicBoolean();

  @SuppressWarnings("NullAway.Init") // the two need each other; set before either starts
  private CommitLoop commits;

  Handlers(InboxSettings settings, Handling handling, Tally tally) {
    this.settings = settings;
    this.handling = handling;
    this.tally = tally;
    // Not a virtual thread: handlers that keep all carriers busy are what it is for.
    this.watch = Thread.ofPlatform().daemon().name("postrider-inbox-limits").unstarted(this::watch);
  }

  void start(CommitLoop loop) {
    this.commits = loop;
    watch.start();
  }

  /** Where a handler stands. */
  private enum State {
    RUNNING,
    OVERDUE,
    ENDED
  }

  /** One handler and its webhook. */
  private final class Run implements Runnable {
    final Claimed claimed;
    final long begun = settings.nanoTime().getAsLong();
    final AtomicReference<State> state;
    final Thread thread;

    Run(Claimed claimed, State state) {
      this.claimed = claimed;
      this.state = new AtomicReference<>(state);
      this.thread = settings.handlerThreads().newThread(this);
      thread.setName("postrider-webhook-" + claimed.number());
    }

    @Override
    public void run() {
      End end;
      try {
        end = handling.handle(claimed, webhook(claimed));
      } catch (NotBegunException e) {
        notBegun(this, e);
        return;
      } catch (Throwable thrown) {
        // Whatever it is, errors included, it concerns this webhook and no other.
        failed(this, thrown);
        return;
      }
      ended(this, end);
    }
  }

  private static Webhook webhook(Claimed claimed) {
    return new Webhook(
        claimed.id(),
        KeptHeaders.read(claimed.content().headers()),
        claimed.content().body(),
        claimed.received(),
        claimed.attempt());
  }

  /** How many more may be started. */
  int room() {
    int places = settings.concurrency();
    return Math.max(0, places - busy.get() - Math.max(0, overdue.get() - places));
  }

  /** What is claimed and not settled on disk. */
  Set<Long> held() {
    return Set.copyOf(held.keySet());
  }

  /** Whether one runs that may be what ended other processes. */
  boolean alone() {
    return alone.get() > 0;
  }

  int running() {
    return busy.get() + overdue.get();
  }

  int overdue() {
    return overdue.get();
  }

  /** Starts their handlers, but for those that have no attempt left. */
  void begin(List<Claimed> claimed) {
    for (Claimed webhook : claimed) {
      boolean tooOften = webhook.counted() > settings.backOff().attempts();
      Run run = new Run(webhook, tooOften ? State.ENDED : State.RUNNING);
      if (held.putIfAbsent(webhook.number(), run) != null) {
        // It was given back while this process was cut off, and came back to us. It still runs.
        continue;
      }
      if (tooOften) {
        bury(webhook);
        continue;
      }
      busy.incrementAndGet();
      if (webhook.alone()) {
        alone.incrementAndGet();
        Log.line(
            Level.WARNING,
            "webhook {0} was being handled when {1} processes ended; now it is handled alone",
            webhook.id(),
            webhook.deaths());
      }
      run.thread.start();
    }
  }

  /**
   * Gives up a webhook without an attempt: its last one was not settled, or fewer are allowed now.
   * Which of the two it was, the store knows only when no attempt ever failed.
   */
  private void bury(Claimed webhook) {
    String known = webhook.error();
    String error =
        known == null
            ? "the process ended during the last attempt"
            : "more attempts than are allowed; the last failure that is known: " + known;
    commits.settle(
        new Settlement.Dead(
            webhook.number(), webhook.attempt() - 1, settings.clock().instant(), error));
    tally.failed.increment();
    Log.line(Level.WARNING, "webhook {0} is a dead letter now: {1}", webhook.id(), error);
  }

  /** They are on disk. */
  void settled(List<Settlement> settlements) {
    settlements.forEach(settlement -> release(settlement.number()));
  }

  private void release(long number) {
    held.remove(number);
    if (held.isEmpty()) {
      lock.lock();
      try {
        idle.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void leave(Run run) {
    switch (run.state.getAndSet(State.ENDED)) {
      case RUNNING -> gone(run);
      case OVERDUE -> overdue.decrementAndGet();
      case ENDED -> {
        // It has no place to give back.
      }
    }
  }

  /** Its place is free. */
  private void gone(Run run) {
    busy.decrementAndGet();
    if (run.claimed.alone()) {
      alone.decrementAndGet();
    }
  }

  private void ended(Run run, End end) {
    leave(run);
    starving.set(false);
    long number = run.claimed.number();
    switch (end) {
      case RETURNED -> {
        tally.handled.increment();
        commits.settle(new Settlement.Done(number));
      }
      case COMMITTED -> {
        tally.handled.increment();
        release(number);
        commits.wake();
      }
      case ROLLED_BACK -> {
        // Back to whoever has it, and that may be this process again: its claim is run by nobody.
        commits.settle(new Settlement.Released(number));
        Log.line(
            Level.WARNING,
            "webhook {0} was taken over by another process; nothing was written here",
            run.claimed.id());
      }
    }
  }

  /** It costs no attempt, and no more than a moment; of its key nothing overtakes it. */
  private void notBegun(Run run, NotBegunException e) {
    leave(run);
    long number = run.claimed.number();
    commits.settle(
        cut
            ? new Settlement.Released(number)
            : new Settlement.Postponed(number, settings.clock().instant().plus(REST)));
    Log.thrown(
        starving.getAndSet(true) ? Level.DEBUG : Level.WARNING,
        "there was no connection for the handler of webhook "
            + run.claimed.id()
            + ", which is called later; a pool needs one for each handler and two more",
        e.getCause());
  }

  /** Settles first: what is thrown may be such that the log cannot write it. */
  private void failed(Run run, Throwable thrown) {
    leave(run);
    Claimed claimed = run.claimed;
    if (cut) {
      commits.settle(new Settlement.Released(claimed.number()));
      return;
    }
    String error = Text.of(thrown);
    Instant now = settings.clock().instant();
    boolean last = settings.backOff().last(claimed.counted());
    Duration pause = last ? Duration.ZERO : settings.backOff().after(claimed.counted());
    commits.settle(
        last
            ? new Settlement.Dead(claimed.number(), claimed.attempt(), now, error)
            : new Settlement.Retry(claimed.number(), now.plus(pause), error));
    tally.failed.increment();
    if (last) {
      Log.thrown(Level.WARNING, "webhook " + claimed.id() + " is a dead letter now", thrown);
    } else {
      Log.line(
          Level.INFO,
          "webhook {0}: attempt {1} failed, next in {2}: {3}",
          claimed.id(),
          claimed.attempt(),
          pause,
          error);
    }
  }

  private void watch() {
    boolean goesOn;
    do {
      try {
        goesOn = look();
      } catch (RuntimeException | Error e) {
        // Errors too: without this thread no handler would ever be over its time again.
        Log.thrown(Level.WARNING, "the time of handlers was not looked at", e);
        goesOn = true;
      }
    } while (goesOn);
  }

  /** Interrupts who is over his time, after a moment; false at the end. */
  private boolean look() {
    try {
      if (stopped.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    long now = settings.nanoTime().getAsLong();
    long longest = settings.handlerTime().toNanos();
    held.values().stream().filter(run -> now - run.begun > longest).forEach(this::late);
    return true;
  }

  private void late(Run run) {
    // Counted first, so that at no moment there are more places than there should be.
    overdue.incrementAndGet();
    if (!run.state.compareAndSet(State.RUNNING, State.OVERDUE)) {
      overdue.decrementAndGet();
      return;
    }
    gone(run);
    run.thread.interrupt();
    commits.wake();
    Log.line(
        Level.WARNING,
        "the handler of webhook {0} is over its time of {1} and is interrupted",
        run.claimed.id(),
        settings.handlerTime());
  }

  /** True when nothing is held any more, within the time. */
  boolean awaitIdle(Duration longest) throws InterruptedException {
    long left = longest.toNanos();
    lock.lock();
    try {
      while (!held.isEmpty() && left > 0) {
        left = idle.awaitNanos(left);
      }
      return held.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Interrupts what runs; what ends by it is as if it had not begun. */
  void cut() {
    cut = true;
    held.values().forEach(run -> run.thread.interrupt());
  }

  void stop() {
    stopped.countDown();
  }
}
