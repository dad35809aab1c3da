package dev.postrider.dispatch;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.record.Entry;
import dev.postrider.record.ParkedStore;
import dev.postrider.record.Recovered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Gives one dispatcher a thread, a clock and hands; decides nothing. */
final class ShardRunner {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final int shard;
  private final Dispatch.Hands hands;
  private final Executor executor;
  private final Inbox inbox = new Inbox();
  private final List<Effect> effects = new ArrayList<>();
  private final Dispatcher dispatcher;
  private final Thread thread;
  private final CountDownLatch ended = new CountDownLatch(1);
  private MessageId checkpoint;
  private final CountDownLatch idle = new CountDownLatch(1);
  private boolean draining;
  private volatile boolean stopping;
  private volatile int inFlight;
  private volatile long parked;
  private volatile long bytes;

  ShardRunner(
      int shard,
      DispatchConfig config,
      RandomGenerator random,
      Recovered recovered,
      Dispatch.Hands hands,
      Executor executor) {
    this.shard = shard;
    this.hands = hands;
    this.executor = executor;
    this.checkpoint = recovered.checkpoint();
    this.dispatcher =
        new Dispatcher(config, random, recovered, hands.clock().instant(), effects::add);
    this.parked = dispatcher.parked();
    this.thread = Thread.ofPlatform().name("dispatch-" + shard).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  Inbox inbox() {
    return inbox;
  }

  int inFlight() {
    return inFlight;
  }

  long parked() {
    return parked;
  }

  long bytes() {
    return bytes;
  }

  /** No attempt starts from now on. */
  void drain() {
    inbox.put(new Event.Drain());
  }

  /** Returns when the attempts under way have ended, or after this time. */
  void awaitDrained(Duration atMost) throws InterruptedException {
    idle.await(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
  }

  void stop() throws InterruptedException {
    stopping = true;
    inbox.close();
    inbox.put(new Event.Tick());
    ended.await();
  }

  /**
   * Failure policy: fail closed. A machine that threw has no state to trust, and recovery from the
   * log is safe.
   */
  private void run() {
    try {
      while (!stopping) {
        turn();
      }
      turn();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error broken) {
      inbox.close();
      hands.fatal().accept(broken);
    } finally {
      // Nothing more can be waited for from a dispatcher that has ended, whatever was under way.
      idle.countDown();
      ended.countDown();
    }
  }

  private void turn() throws InterruptedException {
    List<Event> events = inbox.take(stopping ? Duration.ZERO : untilAlarm());
    Instant now = hands.clock().instant();
    dispatcher.on(new Event.Tick(), now);
    for (Event event : events) {
      dispatcher.on(event, now);
      draining |= event instanceof Event.Drain;
    }
    perform();
    inFlight = dispatcher.inFlight();
    parked = dispatcher.parked();
    bytes = dispatcher.bytes().all();
    if (draining && inFlight == 0) {
      idle.countDown();
    }
  }

  private Duration untilAlarm() {
    Instant alarm = dispatcher.wakeAt();
    if (alarm == null) {
      return LONGEST_WAIT;
    }
    Duration left = Duration.between(hands.clock().instant(), alarm);
    return left.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : left;
  }

  private void perform() {
    List<Entry> entries = new ArrayList<>();
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Write(var entry) -> {
          entries.add(entry);
          if (entry.state() != Entry.State.PENDING) {
            hands.listener().settled(entry);
          }
          if (entry.parked() instanceof Entry.ParkedChange.Put) {
            hands.listener().parked(entry);
          }
        }
        case Effect.Attempt(var delivery) -> executor.execute(() -> attempt(delivery));
        case Effect.Load(var load) -> executor.execute(() -> load(load));
        case Effect.Judged(var delivery, var attempted, var verdict) ->
            hands.listener().judged(delivery, attempted, verdict);
        case Effect.Confirm(var token) -> ((CountDownLatch) token).countDown();
        case Effect.Cancelled(var token, var result) -> ((Cancelling.One) token).done(result);
        case Effect.Disable(var endpoint, var reason) ->
            ask(endpoint, () -> hands.endpoints().disable(endpoint, reason));
        case Effect.MarkFailing(var endpoint, long revision, var since) ->
            ask(endpoint, () -> hands.endpoints().markFailing(endpoint, revision, since));
        case Effect.CancelParked(var endpoint) -> executor.execute(() -> cancelParked(endpoint));
      }
    }
    effects.clear();
    MessageId reached = dispatcher.checkpoint();
    @Nullable MessageId moved = reached.equals(checkpoint) ? null : reached;
    if (!entries.isEmpty() || moved != null) {
      hands.recorder().record(shard, entries, moved);
      checkpoint = reached;
    }
  }

  /** Failure policy: report and go on; a restart asks for the same again. */
  private void cancelParked(EndpointId endpoint) {
    try {
      inbox.put(new Event.CancelledParked(hands.recorder().cancelParked(endpoint)));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error broken) {
      hands.faults().accept(broken);
    }
  }

  /** Failure policy: report and go on; the endpoint's next outcome asks for the same again. */
  private void ask(EndpointId endpoint, Runnable act) {
    executor.execute(() -> {
      try {
        act.run();
      } catch (RuntimeException | Error broken) {
        hands.faults().accept(broken);
      } finally {
        inbox.put(new Event.Answered(endpoint));
      }
    });
  }

  private void attempt(Delivery delivery) {
    Instant started = hands.clock().instant();
    try {
      Attempted attempted = hands.sender().send(delivery.endpoint(), delivery.message());
      if (attempted.outcome() instanceof Outcome.Withheld) {
        tellWhatItIs(delivery.endpoint().id());
      }
      inbox.put(new Event.Finished(delivery, attempted, ofType(delivery.message())));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error broken) {
      // Failure policy: fail the attempt, because the delivery must not hang on a fault of ours.
      hands.faults().accept(broken);
      var outcome =
          new Outcome.Unanswered(Outcome.Failure.CONNECTION, "an internal error of the sender");
      Duration took = Duration.between(started, hands.clock().instant());
      var attempted = new Attempted("", started, took, outcome);
      inbox.put(new Event.Finished(delivery, attempted, ofType(delivery.message())));
    }
  }

  /**
   * The dispatcher may have forgotten an idle endpoint and met it again in a message that was
   * accepted long ago, before the endpoint was disabled or deleted. Nobody would tell it again.
   *
   * <p>Failure policy: report and go on; the next attempt is withheld too.
   */
  private void tellWhatItIs(EndpointId endpoint) {
    try {
      hands.endpoints().endpoint(endpoint).map(Event.Changed::new).ifPresent(inbox::put);
    } catch (RuntimeException | Error broken) {
      hands.faults().accept(broken);
    }
  }

  /**
   * Failure policy: report, and let the endpoint's policy decide alone, because an attempt that was
   * made must be judged.
   */
  private PolicyOverrides ofType(Message message) {
    try {
      return hands.endpoints().eventTypePolicy(message.application(), message.eventType());
    } catch (RuntimeException | Error broken) {
      hands.faults().accept(broken);
      return PolicyOverrides.NONE;
    }
  }

  private void load(ParkedStore.Load load) {
    try {
      inbox.put(new Event.Loaded(load, hands.parked().load(load)));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error broken) {
      // Failure policy: try again in a second; the rows still stand on disk.
      hands.faults().accept(broken);
      inbox.put(new Event.LoadFailed(load));
    }
  }
}
