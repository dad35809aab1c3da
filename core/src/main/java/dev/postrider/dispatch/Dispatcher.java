package dev.postrider.dispatch;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import dev.postrider.policy.Verdict;
import dev.postrider.record.Recovered;
import dev.postrider.record.Recovered.Done;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens to every delivery of one shard: a pure state machine, events in, effects
 * out.
 *
 * <p>It owns no thread, clock, socket or connection, so the same code runs in production and in a
 * seeded simulation. One thread at a time may use it.
 */
public final class Dispatcher {
  /**
   * The deliveries of one endpoint in memory.
   *
   * @param coming how many more the loads under way may bring
   * @param bytes the weight of those that are here ({@link dev.postrider.message.Message#weight})
   */
  public record Memory(int deliveries, int coming, long bytes) {}

  /**
   * The bytes of all deliveries in memory and those that loads under way may bring.
   *
   * @param returned those of them that waited on disk
   */
  public record Bytes(long all, long returned) {}

  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final Machine machine;
  private final Map<EndpointId, EndpointQueue> queues = new HashMap<>();
  private final Set<Done> done;
  private final List<Event.CancelAsked> early = new ArrayList<>(0);
  private MessageId lastAccepted;
  private Instant nextSweep = Instant.EPOCH;

  /**
   * Takes over a shard as {@code recovered}; effects go to the consumer while an event is handled.
   */
  public Dispatcher(
      DispatchConfig config,
      RandomGenerator random,
      Recovered recovered,
      Instant now,
      Consumer<Effect> effects) {
    long parked = recovered.endpoints().stream().mapToLong(Recovered.Backlog::rows).sum();
    var books = new Books(effects, parked);
    this.machine = new Machine(config, random, effects, books, new Tail(recovered.checkpoint()));
    this.done = new HashSet<>(recovered.done());
    this.lastAccepted = recovered.checkpoint();
    machine.advance(now);
    for (Recovered.Backlog rows : recovered.endpoints()) {
      queue(rows.endpoint()).recover(rows);
    }
  }

  /**
   * Handles one event at the time {@code now}; a time before the last one counts as the last one.
   */
  public void on(Event event, Instant now) {
    machine.advance(now);
    switch (event) {
      case Event.Accepted accepted -> accepted(accepted);
      case Event.Finished(var delivery, var attempted, var ofType) -> {
        Optional<Verdict> verdict = delivery.queue.finished(delivery, attempted, ofType);
        verdict.ifPresent(v -> machine.effects.accept(new Effect.Judged(delivery, attempted, v)));
      }
      case Event.Committed(long ticket) -> machine.committed(ticket);
      case Event.Loaded(var load, var found) -> {
        EndpointQueue queue = queues.get(load.endpoint());
        if (queue != null) {
          queue.loaded(load, found);
        }
        machine.loaded();
      }
      case Event.LoadFailed(var load) -> {
        EndpointQueue queue = queues.get(load.endpoint());
        if (queue != null) {
          queue.loadFailed(load);
        }
        machine.loaded();
      }
      case Event.Changed(var endpoint) -> queue(endpoint);
      case Event.ResendAsked(var endpoint, var message, var token) ->
          queue(endpoint).repeats.resend(message, confirming(token));
      case Event.RequeueAsked(var endpoint, var messages, var token) ->
          queue(endpoint).repeats.requeue(messages, confirming(token));
      case Event.CancelAsked asked -> cancel(asked);
      case Event.Answered(var endpoint) -> {
        EndpointQueue queue = queues.get(endpoint);
        if (queue != null) {
          queue.answered();
        }
      }
      case Event.CancelledParked(long rows) -> machine.books.forget(rows);
      case Event.Replayed() -> replayed();
      case Event.Tick() -> tick();
      case Event.Drain() -> machine.share.drain();
    }
    send();
  }

  /** The one who asks may have heard of the message before its turn has come here. */
  private void cancel(Event.CancelAsked asked) {
    if (asked.message().compareTo(lastAccepted) > 0) {
      early.add(asked);
    } else {
      queue(asked.endpoint()).cancel(asked.message(), asked.token());
    }
  }

  private void cancelEarly() {
    List<Event.CancelAsked> asked = List.copyOf(early);
    early.clear();
    asked.forEach(this::cancel);
  }

  private void accepted(Event.Accepted accepted) {
    MessageId id = accepted.message().id();
    lastAccepted = id;
    Tail.Tracked tracked = machine.tail.follow(id, accepted.targets().size());
    for (Endpoint target : accepted.targets()) {
      if (done.isEmpty() || !done.contains(new Done(id, target.id()))) {
        queue(target).admit(accepted.message(), tracked);
      }
    }
    if (!early.isEmpty()) {
      cancelEarly();
    }
    while (machine.tail.size() > machine.config.tail()) {
      for (Delivery delivery : machine.tail.oldest()) {
        delivery.queue.parking.insure(delivery);
      }
      machine.tail.advance();
    }
  }

  /** The queue of an endpoint, made when it is new, brought up to date when this copy is newer. */
  private EndpointQueue queue(Endpoint endpoint) {
    EndpointQueue queue = queues.get(endpoint.id());
    if (queue == null) {
      queue = new EndpointQueue(machine, endpoint);
      queues.put(endpoint.id(), queue);
    } else {
      queue.changed(endpoint);
    }
    return queue;
  }

  private Runnable confirming(Object token) {
    return () -> machine.effects.accept(new Effect.Confirm(token));
  }

  /**
   * Old messages that found no room were parked just now, before rows that are on disk: they must
   * be seen first.
   */
  private void replayed() {
    done.clear();
    machine.books.afterwards(() -> {
      machine.loads = true;
      queues.values().forEach(EndpointQueue::start);
    });
  }

  private void tick() {
    machine.ring();
    if (!machine.now().isBefore(nextSweep)) {
      nextSweep = machine.now().plus(SWEEP);
      Instant before = machine.now().minus(IDLE);
      // Idle endpoints are kept a while: an accept that is under way may carry an older copy of
      // one.
      queues.values().removeIf(q -> q.touched.isBefore(before) && forget(q));
    }
  }

  private boolean forget(EndpointQueue queue) {
    if (queue.idle()) {
      machine.silence(queue);
      queue.pace.leave();
      return true;
    }
    return false;
  }

  /** Those whose turn in their application's rate has come send too, as long as it has room. */
  private void send() {
    do {
      for (Delivery d = machine.share.next(); d != null; d = machine.share.next()) {
        machine.effects.accept(new Effect.Attempt(d));
      }
    } while (machine.throttles.wake(machine.now()));
  }

  /** Everything up to here is settled or parked once the entries that were written are durable. */
  public MessageId checkpoint() {
    return machine.tail.advance();
  }

  /** When a {@link Event.Tick} is needed at the latest; null when none is. */
  public @Nullable Instant wakeAt() {
    return machine.nextAlarm();
  }

  /** Attempts under way. */
  public int inFlight() {
    return machine.share.inFlight();
  }

  /** What one endpoint has in memory; nothing when it is unknown. */
  public Memory memory(EndpointId endpoint) {
    EndpointQueue queue = queues.get(endpoint);
    return queue == null ? new Memory(0, 0, 0) : queue.window.memory();
  }

  /** What all endpoints have in memory. */
  public Bytes bytes() {
    return machine.memory.bytes();
  }

  /** Deliveries that wait on disk. */
  public long parked() {
    return machine.books.parked();
  }
}
