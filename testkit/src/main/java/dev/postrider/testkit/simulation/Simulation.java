package dev.postrider.testkit.simulation;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Endpoint;
import dev.postrider.dispatch.Cancel;
import dev.postrider.dispatch.Delivery;
import dev.postrider.dispatch.DispatchConfig;
import dev.postrider.dispatch.Dispatcher;
import dev.postrider.dispatch.Effect;
import dev.postrider.dispatch.Event;
import dev.postrider.dispatch.Requeue;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Extras;
import dev.postrider.message.Keys;
import dev.postrider.message.Lane;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.record.Entry;
import dev.postrider.record.ParkedStore.Load;
import dev.postrider.record.Recovered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One run of the production dispatcher in a world that a seed decides: when commits happen, what
 * receivers answer, which endpoints change, and where the process crashes. Throws an {@link
 * AssertionError} when a promise is broken.
 */
public final class Simulation {

  /** What a run did, so that a test can tell that it did anything. */
  public record Report(
      int messages,
      int attempts,
      int crashes,
      int retries,
      int cancels,
      int repeats,
      int maxParked) {}

  private record Step(Instant at, long order, Runnable what, int life) {}

  /** A person's wish for one more attempt, and when. */
  private record Resend(MessageId message, EndpointId endpoint, Instant asked) {}

  /** Messages that are sent again to one endpoint; one at a time, as by the worker of tasks. */
  private record Repeat(List<Recovered.Done> deliveries) {}

  /** Something on its way to the disk: a message, or entries with the checkpoint behind them. */
  private record Write(Disk.@Nullable Stored message, List<Entry> entries, MessageId checkpoint) {}

  private static final int STORY = Integer.getInteger("simulation.story", 40);
  private static final Payload SMALL = Payload.of("{}");

  /** Three of them are more than a window of bytes. */
  private static final Payload LARGE = Payload.of(new byte[400_000]);

  private static final DispatchConfig CONFIG =
      new DispatchConfig(4, 1 << 20, 1 << 20, 6, 2, 20, DispatchConfig.HealthConfig.DEFAULT);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final SplittableRandom random;
  private final World world;
  private final Disk disk = new Disk();
  private final PriorityQueue<Step> steps =
      new PriorityQueue<>(Comparator.comparing(Step::at).thenComparingLong(Step::order));
  private final ArrayDeque<Write> journal = new ArrayDeque<>();
  private final List<Effect> effects = new ArrayList<>();
  private final Map<EndpointId, Set<Delivery>> underWay = new HashMap<>();
  private final Map<EndpointId, ArrayDeque<Instant>> starts = new HashMap<>();
  private final Map<EndpointId, Long> lastTickets = new HashMap<>();
  private final Set<Resend> confirmed = new HashSet<>();
  private final Map<Recovered.Done, Instant> resent = new HashMap<>();
  private final ArrayDeque<String> story = new ArrayDeque<>();
  private final Keys keys;
  private final int messages;
  private Instant now = START;
  private @Nullable Instant alarm;
  private Dispatcher dispatcher;
  private MessageId checkpoint;
  private long committed;
  private long order;
  private int life;
  private int accepted;
  private int attempts;
  private int crashes;
  private int retries;
  private int cancels;
  private int repeats;
  private int maxParked;
  private @Nullable Repeat repeating;

  public Simulation(long seed, int messages) {
    this.random = new SplittableRandom(seed);
    this.messages = messages;
    this.keys = new Keys(() -> now, 0);
    this.world = new World(random, keys);
    this.dispatcher = recover();
    this.checkpoint = dispatcher.checkpoint();
  }

  /** Runs until every message is settled; a broken promise comes with the last events before it. */
  public Report run() {
    try {
      return live();
    } catch (AssertionError | RuntimeException broken) {
      throw new AssertionError(broken.getMessage() + "\n" + String.join("\n", story), broken);
    }
  }

  private Report live() {
    perform();
    later(Duration.ZERO, this::accept);
    later(Duration.ofMillis(random.nextInt(200)), this::disturb);
    int turns = 0;
    while (!finished()) {
      Step step = steps.poll();
      Disk.check(step != null, () -> "nothing happens any more, but " + open() + " are open");
      Disk.check(++turns < 2_000_000, () -> "no end in sight: " + open() + " are open");
      if (step.life() == life || step.life() < 0) {
        now = step.at();
        step.what().run();
      }
    }
    resendsAreKept();
    // A resend asked for again after a crash shares the row of the first and is counted twice until
    // a restart.
    Disk.check(disk.parkedRows() == 0, () -> disk.parkedRows() + " rows are left parked");
    Disk.check(
        dispatcher.parked() <= (crashes == 0 ? 0 : confirmed.size()),
        () -> "the dispatcher counts " + dispatcher.parked() + " parked");
    return new Report(accepted, attempts, crashes, retries, cancels, repeats, maxParked);
  }

  private boolean finished() {
    return accepted == messages && journal.isEmpty() && open() == 0 && disk.parkedRows() == 0;
  }

  private long open() {
    return disk.messages.values().stream()
        .flatMap(s -> s.targets().stream().filter(t -> !disk.settled(s.message().id(), t)))
        .count();
  }

  // The process

  private void on(Event event) {
    tell("-> " + event);
    if (event instanceof Event.Committed(long ticket)) {
      committed = ticket;
    }
    dispatcher.on(event, now);
    perform();
    world.endpoints().forEach(this::withinBounds);
  }

  /**
   * Promise 5: an endpoint holds its window at most, and nothing while it is disabled but attempts
   * under way, what waits behind them, and what is not yet on disk.
   */
  private void withinBounds(Endpoint endpoint) {
    Dispatcher.Memory memory = dispatcher.memory(endpoint.id());
    Disk.check(
        memory.deliveries() + memory.coming() <= CONFIG.window()
            && memory.bytes() < CONFIG.windowBytes() + LARGE.size(),
        () -> endpoint.id() + " has in memory " + memory);
    boolean rests =
        endpoint.status() == Endpoint.Status.DISABLED
            && underWay.getOrDefault(endpoint.id(), Set.of()).isEmpty()
            && lastTickets.getOrDefault(endpoint.id(), 0L) <= committed;
    Disk.check(
        !rests || memory.deliveries() == 0,
        () -> endpoint.id() + " is disabled and has in memory " + memory);
  }

  private void perform() {
    List<Entry> entries = new ArrayList<>();
    for (Effect effect : List.copyOf(effects)) {
      tell("   " + effect);
      switch (effect) {
        case Effect.Write(var entry) -> {
          entries.add(entry);
          lastTickets.put(entry.endpoint(), entry.ticket());
        }
        case Effect.Attempt(var delivery) -> attempt(delivery);
        case Effect.Load(var load) -> later(upTo(30), () -> load(load));
        case Effect.Disable(var endpoint, _) ->
            later(
                upTo(5),
                () -> {
                  change(world.disable(endpoint));
                  on(new Event.Answered(endpoint));
                });
        case Effect.CancelParked(var endpoint) ->
            later(upTo(5), () -> on(new Event.CancelledParked(disk.cancel(endpoint))));
        case Effect.MarkFailing(var endpoint, _, _) ->
            later(upTo(5), () -> on(new Event.Answered(endpoint)));
        case Effect.Confirm(Resend resend) -> confirmed.add(resend);
        case Effect.Confirm(var token) -> repeated((Repeat) token);
        case Effect.Cancelled(var token, var result) -> cancelled((Recovered.Done) token, result);
        case Effect.Judged _ -> {}
      }
    }
    effects.clear();
    MessageId reached = dispatcher.checkpoint();
    if (!entries.isEmpty() || !reached.equals(checkpoint)) {
      checkpoint = reached;
      enqueue(new Write(null, entries, reached));
    }
    Instant wake = dispatcher.wakeAt();
    if (wake != null && (alarm == null || wake.isBefore(alarm) || !alarm.isAfter(now))) {
      alarm = wake;
      Instant at = wake.isBefore(now) ? now : wake;
      later(Duration.between(now, at), () -> on(new Event.Tick()));
    }
  }

  private void load(Load load) {
    if (random.nextInt(50) == 0) {
      on(new Event.LoadFailed(load));
      return;
    }
    // What the disk held at one moment arrives at a later one.
    var found = disk.load(load);
    later(upTo(10), () -> on(new Event.Loaded(load, found)));
  }

  private void attempt(Delivery delivery) {
    attempts++;
    Message message = delivery.message();
    EndpointId endpoint = delivery.endpoint().id();
    Set<Delivery> sending = underWay.computeIfAbsent(endpoint, _ -> new HashSet<>());
    if (!delivery.manual()) {
      Disk.check(
          !disk.settled(message.id(), endpoint), () -> message.id() + " is sent, and was settled");
      Instant at = message.extras().deliverAt();
      Disk.check(at == null || !at.isAfter(now), () -> message.id() + " is sent before " + at);
      inOrder(message, endpoint);
      Disk.check(!isSent(message.id(), endpoint), () -> message.id() + " is sent twice at once");
    }
    sending.add(delivery);
    int most = delivery.endpoint().policy().concurrency();
    Disk.check(sending.size() <= most, () -> "more than " + most + " in flight");
    throttled(delivery.endpoint());
    Outcome outcome = world.answer(endpoint);
    if (!(outcome instanceof Outcome.Answered(int status, _, _)) || status != 200) {
      retries++;
    }
    Instant started = now;
    Duration took = world.latency();
    later(
        took,
        () -> {
          sending.remove(delivery);
          on(new Event.Finished(delivery, new Attempted("", started, took, outcome)));
        });
  }

  /** Promise 6: no second has more attempts than the endpoint's rate. */
  private void throttled(Endpoint endpoint) {
    Integer rate = endpoint.settings().throttleRate();
    if (rate != null) {
      ArrayDeque<Instant> last = starts.computeIfAbsent(endpoint.id(), _ -> new ArrayDeque<>());
      last.add(now);
      if (last.size() > rate) {
        Duration second = Duration.between(last.remove(), now);
        Disk.check(
            second.compareTo(Duration.ofSeconds(1)) >= 0,
            () -> "more than " + rate + " attempts within " + second);
      }
    }
  }

  private boolean isSent(MessageId message, EndpointId endpoint) {
    return underWay.getOrDefault(endpoint, Set.of()).stream()
        .anyMatch(d -> !d.manual() && d.message().id().equals(message));
  }

  /**
   * Promise 4: in a lane, an attempt starts only when everything before it is settled on disk, or
   * can never be sent because its payload is gone.
   */
  private void inOrder(Message message, EndpointId endpoint) {
    long lane = Lane.of(message.orderingKey());
    if (lane == Lane.NONE || world.skips(endpoint) || disk.repeated(message.id(), endpoint)) {
      return;
    }
    for (Disk.Stored earlier : disk.messages.headMap(message.id(), false).values()) {
      boolean before =
          earlier.targets().contains(endpoint)
              && Lane.of(earlier.message().orderingKey()) == lane
              && !disk.settled(earlier.message().id(), endpoint)
              && !disk.repeated(earlier.message().id(), endpoint)
              && (!disk.expunged(earlier.message().id())
                  || isSent(earlier.message().id(), endpoint));
      Disk.check(!before, () -> message.id() + " overtook " + earlier.message().id());
    }
  }

  private void tell(String what) {
    story.add(Duration.between(START, now).toMillis() + " ms " + what);
    if (story.size() > STORY) {
      story.remove();
    }
  }

  // The journal

  private void enqueue(Write write) {
    journal.add(write);
    if (journal.size() == 1) {
      later(upTo(20), this::commit);
    }
  }

  private void commit() {
    int batch = 1 + random.nextInt(journal.size());
    List<Event> events = new ArrayList<>();
    long ticket = 0;
    for (int i = 0; i < batch; i++) {
      Write write = journal.remove();
      Disk.Stored stored = write.message();
      if (stored != null) {
        disk.append(stored);
        accepted++;
        if (random.nextInt(50) == 0) {
          // Whoever was told of the commit may be quicker than the dispatcher.
          events.addAll(cancelling(stored));
        }
        events.add(accepted(stored));
      }
      for (Entry entry : write.entries()) {
        disk.apply(entry);
        if (entry.manual() && entry.state() != Entry.State.PENDING) {
          resent.put(new Recovered.Done(entry.message(), entry.endpoint()), now);
        }
        ticket = entry.ticket();
      }
      tell(
          "disk " + (stored == null ? write.entries().size() + " entries" : stored.message().id()));
      if (write.checkpoint().value() > 1) {
        disk.checkpoint(write.checkpoint());
      }
    }
    if (ticket > 0) {
      events.add(new Event.Committed(ticket));
    }
    maxParked = Math.max(maxParked, disk.parkedRows());
    if (!journal.isEmpty()) {
      later(upTo(20), this::commit);
    }
    events.forEach(this::on);
  }

  private Event accepted(Disk.Stored stored) {
    return new Event.Accepted(
        stored.message(), stored.targets().stream().map(world::current).toList());
  }

  private void accept() {
    int waiting = (int) journal.stream().filter(w -> w.message() != null).count();
    int burst = Math.min(1 + random.nextInt(8), messages - accepted - waiting);
    for (int i = 0; i < burst; i++) {
      String key = random.nextInt(3) == 0 ? null : "key-" + random.nextInt(3);
      Message message =
          new Message(
              new MessageId(keys.next()),
              new ApplicationId(1),
              "test",
              key,
              List.of(),
              null,
              Message.JSON,
              Duration.ofDays(90),
              random.nextInt(4) == 0 ? LARGE : SMALL,
              key == null && random.nextInt(4) == 0 ? later() : Extras.NONE);
      enqueue(new Write(new Disk.Stored(message, world.targets()), List.of(), new MessageId(1)));
    }
    if (accepted < messages) {
      later(upTo(60), this::accept);
    }
  }

  /** Up to five seconds from now, or a little ago. */
  private Extras later() {
    return Extras.of(List.of(), Map.of(), now.plusMillis(random.nextInt(5_000) - 100));
  }

  // Trouble

  private void disturb() {
    switch (random.nextInt(13)) {
      case 0 -> crash();
      case 1 -> change(world.toggle());
      case 3, 4 -> resend();
      case 2 -> {
        if (random.nextInt(8) == 0) {
          change(world.delete());
        }
      }
      case 5 -> expunge();
      case 6, 7 -> cancel();
      case 8, 9 -> repeat();
      default -> world.weather();
    }
    if (accepted < messages || random.nextInt(3) > 0) {
      laterWhateverHappens(Duration.ofMillis(1 + random.nextInt(300)), this::disturb);
    } else {
      world.calm();
      laterWhateverHappens(Duration.ofSeconds(1), () -> world.endpoints().forEach(this::change));
    }
  }

  private void expunge() {
    List<MessageId> stored = List.copyOf(disk.messages.keySet());
    if (!stored.isEmpty()) {
      disk.expunge(stored.get(random.nextInt(stored.size())));
    }
  }

  private void cancel() {
    List<Disk.Stored> stored = List.copyOf(disk.messages.values());
    if (!stored.isEmpty()) {
      cancelling(stored.get(random.nextInt(stored.size()))).forEach(this::on);
    }
  }

  private List<Event> cancelling(Disk.Stored stored) {
    MessageId message = stored.message().id();
    List<Event> events = new ArrayList<>();
    for (EndpointId target : stored.targets()) {
      events.add(
          new Event.CancelAsked(
              world.current(target), message, new Recovered.Done(message, target)));
    }
    return events;
  }

  /** Whatever else was said, nothing is pending on disk any more. */
  private void cancelled(Recovered.Done delivery, Cancel.Result result) {
    cancels += result == Cancel.Result.CANCELLED ? 1 : 0;
    boolean deleted = world.current(delivery.endpoint()).status() == Endpoint.Status.DELETED;
    Disk.check(
        deleted
            || result == Cancel.Result.SENDING
            || disk.repeated(delivery.message(), delivery.endpoint())
            || disk.settled(delivery.message(), delivery.endpoint()),
        () -> delivery + " was called " + result + " and is not settled");
  }

  private void resend() {
    List<Disk.Stored> stored = List.copyOf(disk.messages.values());
    if (stored.isEmpty()) {
      return;
    }
    Disk.Stored one = stored.get(random.nextInt(stored.size()));
    for (EndpointId target : one.targets()) {
      MessageId message = one.message().id();
      on(new Event.ResendAsked(world.current(target), message, new Resend(message, target, now)));
    }
  }

  /** Some messages that are settled at an endpoint, or never were for it, go there again. */
  private void repeat() {
    List<Endpoint> all = List.copyOf(world.endpoints());
    EndpointId endpoint = all.get(random.nextInt(all.size())).id();
    List<Recovered.Done> chosen =
        disk.messages.values().stream()
            .filter(stored -> disk.repeatable(stored, endpoint) && random.nextInt(8) == 0)
            .map(stored -> new Recovered.Done(stored.message().id(), endpoint))
            .limit(10)
            .toList();
    if (repeating == null && !chosen.isEmpty()) {
      Repeat repeat = new Repeat(chosen);
      repeating = repeat;
      // What the disk held at one moment is asked for at a later one.
      later(upTo(10), () -> ask(repeat, endpoint));
    }
  }

  private void ask(Repeat repeat, EndpointId endpoint) {
    disk.repeat(repeat.deliveries());
    List<Requeue.Again> again =
        repeat.deliveries().stream()
            .map(Recovered.Done::message)
            .map(id -> new Requeue.Again(id, disk.message(id).extras().deliverAt()))
            .toList();
    on(new Event.RequeueAsked(world.current(endpoint), again, repeat));
  }

  /** What is confirmed is on disk. */
  private void repeated(Repeat repeat) {
    Disk.check(
        repeat.equals(repeating) && disk.allBegun(), () -> "confirmed and not on disk: " + repeat);
    repeats += repeat.deliveries().size();
    repeating = null;
  }

  /** A confirmed resend has been tried since, or its endpoint was deleted. */
  private void resendsAreKept() {
    for (Resend resend : confirmed) {
      Instant last = resent.get(new Recovered.Done(resend.message(), resend.endpoint()));
      boolean gone = world.current(resend.endpoint()).status() == Endpoint.Status.DELETED;
      Disk.check(
          gone || (last != null && !last.isBefore(resend.asked())),
          () -> "a confirmed resend was not tried: " + resend);
    }
  }

  private void change(@Nullable Endpoint endpoint) {
    if (endpoint != null) {
      on(new Event.Changed(endpoint));
    }
  }

  private void crash() {
    tell("crash");
    crashes++;
    life++;
    journal.clear();
    effects.clear();
    underWay.clear();
    repeating = null;
    disk.crash();
    starts.clear();
    lastTickets.clear();
    committed = 0;
    alarm = null;
    dispatcher = recover();
    checkpoint = dispatcher.checkpoint();
    perform();
    later(upTo(20), this::accept);
  }

  private Dispatcher recover() {
    var fresh =
        new Dispatcher(CONFIG, random, disk.recovered(world.endpoints()), now, effects::add);
    dispatcher = fresh;
    for (Disk.Stored stored : disk.tail()) {
      fresh.on(accepted(stored), now);
    }
    fresh.on(new Event.Replayed(), now);
    return fresh;
  }

  private Duration upTo(int millis) {
    return Duration.ofNanos(random.nextInt(millis * 1_000) * 1_000L);
  }

  private void later(Duration after, Runnable what) {
    steps.add(new Step(now.plus(after), order++, what, life));
  }

  private void laterWhateverHappens(Duration after, Runnable what) {
    steps.add(new Step(now.plus(after), order++, what, -1));
  }
}
