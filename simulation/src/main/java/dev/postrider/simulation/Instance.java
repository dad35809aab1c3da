package dev.postrider.simulation;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Endpoint;
import dev.postrider.dispatch.Delivery;
import dev.postrider.dispatch.Dispatcher;
import dev.postrider.dispatch.Effect;
import dev.postrider.dispatch.Event;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import dev.postrider.record.ParkedStore.Load;
import dev.postrider.record.Recovered;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One process from its start to its end: the production dispatcher with simulated hands, turn by
 * turn as {@code ShardRunner} moves it, beside its journal.
 */
final class Instance implements Journal.Consumer {
  private static final int PAGE = 8;

  /** What surrounds a process. */
  record Surroundings(
      World world, Disk disk, Webhooks webhooks, Receivers receivers, Wishes wishes) {}

  final long number;
  final Timeline.Life life = new Timeline.Life();
  private final Surroundings around;
  private final World world;
  private final Watch watch;
  private final Journal journal;
  private final Dispatcher dispatcher;
  private final Instant started;
  private final long startedAt;
  private final Runnable crash;

  /** What is replayed and not looked at, because it is settled or parked. */
  private final Set<Recovered.Done> done;

  private final List<Effect> effects = new ArrayList<>();
  private List<Event> inbox = new ArrayList<>();
  private MessageId checkpoint;
  private @Nullable Instant alarm;
  private boolean called;
  private int steps;
  private int doom = -1;
  private int loads;

  /** {@code crash} ends this process, whoever it is by then. */
  Instance(Surroundings around, long number, Runnable crash) {
    this.around = around;
    this.world = around.world;
    this.number = number;
    this.crash = crash;
    this.watch = new Watch(world, around.disk.rows, around.webhooks, around.wishes);
    this.started = world.wall();
    this.startedAt = world.time.now();
    this.journal = new Journal(world, around.disk, life, number, this);
    Recovered recovered = around.disk.rows.recovered(around.webhooks.all());
    this.done = recovered.done();
    recovered.endpoints().forEach(b -> watch.heard(b.endpoint(), clock()));
    SplittableRandom random = new SplittableRandom(world.chance.of("dispatcher", number, 0));
    this.dispatcher = new Dispatcher(World.CONFIG, random, recovered, clock(), this::wants);
    this.checkpoint = recovered.checkpoint();
    world.tell(() -> "p" + number + " begins above " + Names.of(checkpoint));
    perform();
    List<Rows.Stored> tail = around.disk.rows.tail();
    later(upTo(5_000, "replay"), () -> replay(tail, 0));
  }

  /** The time of day at the start, and from then on a stopwatch, as {@code SteadyClock}. */
  private Instant clock() {
    return started.plus(world.time.now() - startedAt, ChronoUnit.MICROS);
  }

  /** Page by page, while what came first is sent and recorded already. */
  private void replay(List<Rows.Stored> tail, int from) {
    int until = Math.min(tail.size(), from + PAGE);
    for (Rows.Stored stored : tail.subList(from, until)) {
      accepted(stored.message(), stored.targets().stream().map(around.webhooks::current).toList());
    }
    if (until < tail.size()) {
      later(upTo(5_000, "replay"), () -> replay(tail, until));
    } else {
      put(new Event.Replayed());
      journal.start();
    }
  }

  void append(Journal.Append append) {
    journal.append(append);
  }

  /** True when it neither writes nor sends nor waits for anything but time. */
  boolean idle() {
    return journal.idle() && inbox.isEmpty() && dispatcher.inFlight() == 0 && loads == 0;
  }

  void atTheEnd() {
    watch.atTheEnd(dispatcher);
  }

  long parked() {
    return dispatcher.parked();
  }

  /** It ends once so many more effects have been performed. */
  void doom(int performed) {
    doom = performed;
  }

  // Events

  void put(Event event) {
    inbox.add(event);
    call();
  }

  private void call() {
    if (!called) {
      called = true;
      later(upTo(300, "turn"), this::turn);
    }
  }

  private void turn() {
    called = false;
    List<Event> events = inbox;
    inbox = new ArrayList<>();
    on(new Event.Tick());
    events.forEach(this::on);
    perform();
    Instant wake = dispatcher.wakeAt();
    Instant now = clock();
    if (wake != null && (alarm == null || wake.isBefore(alarm) || !alarm.isAfter(now))) {
      alarm = wake;
      later(ChronoUnit.MICROS.between(now, wake), this::call);
    }
  }

  private void on(Event event) {
    world.tell(() -> "p" + number + " -> " + Names.of(event));
    switch (event) {
      case Event.Committed(long ticket) -> watch.committed(ticket);
      case Event.Changed(var endpoint) -> watch.heard(endpoint, clock());
      case Event.Accepted(var message, var targets) ->
          targets.stream()
              .filter(e -> !done.contains(new Recovered.Done(message.id(), e.id())))
              .forEach(e -> watch.heard(e, clock()));
      case Event.ResendAsked(var endpoint, _, _) -> watch.heard(endpoint, clock());
      case Event.RequeueAsked(var endpoint, _, _) -> watch.heard(endpoint, clock());
      case Event.CancelAsked(var endpoint, _, _) -> watch.cancelAsked(endpoint);
      case Event.Loaded loaded -> {
        loads--;
        watch.loaded(loaded);
      }
      case Event.LoadFailed _ -> loads--;
      case Event.Finished finished -> watch.finished(finished, clock());
      case Event.Answered _,
          Event.CancelledParked _,
          Event.Drain _,
          Event.Replayed _,
          Event.Tick _ -> {}
    }
    Instant now = clock();
    world.seen(now);
    dispatcher.on(event, now);
    watch.handled(dispatcher, now);
  }

  @Override
  public void accepted(Message message, List<Endpoint> targets) {
    put(new Event.Accepted(message, targets));
  }

  @Override
  public void committed(long ticket) {
    put(new Event.Committed(ticket));
  }

  @Override
  public void fenced() {
    life.end();
  }

  // Effects

  private void wants(Effect effect) {
    effects.add(effect);
    switch (effect) {
      case Effect.Write(var entry) -> watch.wrote(entry, clock(), around.disk.owns(number));
      case Effect.Load(var load) -> {
        loads++;
        watch.loads(load, dispatcher);
      }
      case Effect.Attempt(var delivery) -> {
        world.tally.attempts++;
        watch.starts(delivery, clock(), around.disk.owns(number));
      }
      case Effect.Cancelled _,
          Effect.CancelParked _,
          Effect.Confirm _,
          Effect.Disable _,
          Effect.Judged _,
          Effect.MarkFailing _ -> {}
    }
  }

  private void perform() {
    List<Entry> entries = new ArrayList<>();
    for (Effect effect : List.copyOf(effects)) {
      if (doom >= 0 && doom-- == 0) {
        crash.run();
        return;
      }
      world.tell(() -> "p" + number + "    " + Names.of(effect));
      switch (effect) {
        case Effect.Write(var entry) -> entries.add(entry);
        case Effect.Attempt(var delivery) -> {
          long began = world.time.now();
          later(upTo(1_000, "send"), () -> send(delivery, began));
        }
        case Effect.Load(var load) ->
            later(upTo(soon("load soon") ? 500 : 30_000, "load"), () -> load(load));
        case Effect.Disable(var endpoint, _) ->
            ask(endpoint, () -> around.webhooks.disable(endpoint));
        case Effect.MarkFailing(var endpoint, long revision, var since) ->
            ask(endpoint, () -> around.webhooks.markFailing(endpoint, revision, since));
        case Effect.CancelParked(var endpoint) ->
            later(upTo(5_000, "cancel parked"), () -> cancelParked(endpoint));
        case Effect.Confirm(var token) -> around.wishes.confirmed(token);
        case Effect.Cancelled(var token, var result) -> around.wishes.cancelled(token, result);
        case Effect.Judged _ -> {}
      }
    }
    effects.clear();
    MessageId reached = dispatcher.checkpoint();
    MessageId moved = reached.equals(checkpoint) ? null : reached;
    checkpoint = reached;
    if (!entries.isEmpty() || moved != null) {
      journal.record(entries, moved);
    }
  }

  private void ask(EndpointId endpoint, Runnable act) {
    later(
        upTo(5_000, "ask"),
        () -> {
          act.run();
          put(new Event.Answered(endpoint));
        });
  }

  /** As {@code CancelParked}, which a former owner may not. */
  private void cancelParked(EndpointId endpoint) {
    if (around.disk.isAway()) {
      later(1_000_000, () -> cancelParked(endpoint));
    } else if (around.disk.owns(number)) {
      Broken.unless(
          around.webhooks.deleted(endpoint),
          () -> "the rows of " + Names.of(endpoint) + " are cancelled, which is not deleted");
      put(new Event.CancelledParked(around.disk.cancel(number, endpoint)));
    }
  }

  private void load(Load load) {
    boolean fails =
        world.has(Scenario.Nature.LOADS_FAIL)
            && world.chance.oneIn(50, "load fails", number, ++steps);
    // A former owner is told no rows, as by ParkedLoads.
    if (fails || around.disk.isAway() || !around.disk.owns(number)) {
      put(new Event.LoadFailed(load));
      return;
    }
    // What the disk held at one moment arrives at a later one.
    var found = around.disk.rows.load(load);
    later(
        upTo(soon("loaded soon") ? 500 : 10_000, "loaded"),
        () -> put(new Event.Loaded(load, found)));
  }

  /**
   * As {@code HttpSender}: to the endpoint as it is now, and not at all unless it is enabled. What
   * is withheld is told to the dispatcher with the endpoint as it is, as {@code ShardRunner} does.
   */
  private void send(Delivery delivery, long began) {
    Message message = delivery.message();
    Endpoint now = around.webhooks.current(delivery.endpoint().id());
    int request = around.receivers.request(message, now.id());
    if (now.status() != Endpoint.Status.ENABLED) {
      finished(delivery, new Outcome.Withheld(), 0, request);
      return;
    }
    Receivers.Request sent =
        new Receivers.Request(
            message,
            delivery.manual(),
            now,
            Rotations.live(now, world.wall()),
            around.webhooks.secretOf(now.id()),
            began);
    Receivers.Answer answer = around.receivers.answer(now, message, request);
    if (answer.arrives() >= 0) {
      world.time.in(
          answer.arrives(),
          world.time.world,
          () -> {
            around.receivers.receive(sent, around.webhooks);
            world.tally.late += answer.outcome() instanceof Outcome.Unanswered ? 1 : 0;
          });
    }
    later(answer.took(), () -> finished(delivery, answer.outcome(), answer.took(), request));
    boolean retries = number > 1 && delivery.attempts() > 0;
    if (retries && world.chance.oneIn(30, "deletes", Names.arrival(message), request)) {
      // Somebody deletes the endpoint, and a former owner hears of it too.
      around.webhooks.delete(now.id());
    }
  }

  private void finished(Delivery delivery, Outcome outcome, long took, int request) {
    boolean well = outcome instanceof Outcome.Answered(int status, _, _) && status < 300;
    world.tally.failures += well ? 0 : 1;
    if (outcome instanceof Outcome.Withheld) {
      put(new Event.Changed(around.webhooks.current(delivery.endpoint().id())));
    }
    var attempted = new Attempted("", clock(), Duration.of(took, ChronoUnit.MICROS), outcome);
    int arrival = Names.arrival(Objects.requireNonNull(delivery.message()));
    put(new Event.Finished(delivery, attempted, around.webhooks.ofType(arrival, request)));
    if (world.chance.oneIn(12, "cancels the next", arrival, request)) {
      around.wishes.cancelNext(this, delivery);
    }
  }

  // Time

  private boolean soon(String what) {
    return world.chance.oneIn(2, what, number, ++steps);
  }

  private long upTo(int micros, String what) {
    return world.chance.below(micros, what, number, ++steps);
  }

  void later(long micros, Runnable what) {
    world.time.in(micros, life, what);
  }
}
