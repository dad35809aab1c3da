package dev.postrider.simulation;

import dev.postrider.directory.Endpoint;
import dev.postrider.dispatch.Delivery;
import dev.postrider.dispatch.Dispatcher;
import dev.postrider.dispatch.Event;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Lane;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.policy.Policy;
import dev.postrider.record.Entry;
import dev.postrider.record.Parked;
import dev.postrider.record.ParkedStore.Load;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches one process: what it holds in memory after each event, and each attempt that it starts.
 */
final class Watch {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** How long the dispatcher remembers idle endpoints at least. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  /** The newest copy of an endpoint, and when the dispatcher was told. */
  private record Heard(Endpoint endpoint, Instant at) {}

  /** The last starts, under one rate. */
  private static final class Starts {
    private @Nullable Integer rate;
    private final ArrayDeque<Instant> last = new ArrayDeque<>();
  }

  private final World world;
  private final Rows rows;
  private final Webhooks webhooks;
  private final Map<EndpointId, Heard> heard = new HashMap<>();
  private final Map<EndpointId, Set<Delivery>> underWay = new HashMap<>();
  private final Map<EndpointId, Starts> starts = new HashMap<>();
  private final Map<ApplicationId, Starts> shared = new HashMap<>();
  private final Verdicts verdicts;
  private final Pauses pauses = new Pauses();
  private final Slots slots = new Slots();
  private long written;
  private long committed;

  Watch(World world, Rows rows, Webhooks webhooks, Wishes wishes) {
    this.world = world;
    this.verdicts = new Verdicts(rows, webhooks, wishes);
    this.rows = rows;
    this.webhooks = webhooks;
  }

  /** The dispatcher is told of an endpoint, by whatever event. */
  void heard(Endpoint endpoint, Instant now) {
    Starts together = shared.get(endpoint.application());
    boolean sameRate =
        together != null && Objects.equals(together.rate, endpoint.applicationRate());
    if (!sameRate || endpoint.status() == Endpoint.Status.DELETED) {
      // A rate begins anew when it changes, as by an old copy, and when its last endpoint goes.
      shared.remove(endpoint.application());
    }
    cancelAsked(endpoint);
    Heard before = heard.get(endpoint.id());
    if (before == null || before.endpoint.revision() < endpoint.revision()) {
      heard.put(endpoint.id(), new Heard(endpoint, now));
    }
  }

  /** The dispatcher learns of the endpoint from this now, or when the message's turn has come. */
  void cancelAsked(Endpoint endpoint) {
    Heard before = heard.get(endpoint.id());
    if (before == null || before.endpoint.revision() < endpoint.freshRevision()) {
      pauses.forgive(endpoint.id());
    }
  }

  /** True when the dispatcher has had no time to forget what it heard of the endpoint. */
  private boolean remembers(Heard it, Instant now) {
    return now.isBefore(it.at.plus(FORGOTTEN));
  }

  void wrote(Entry entry, Instant now, boolean owner) {
    written = entry.ticket();
    verdicts.wrote(entry, now, owner);
  }

  void committed(long ticket) {
    committed = ticket;
  }

  /**
   * Rows are asked for: those of all loads, and what came by them, have half of the bytes, but for
   * one row of an endpoint with nothing in memory.
   */
  void loads(Load load, Dispatcher dispatcher) {
    Dispatcher.Bytes bytes = dispatcher.bytes();
    boolean lone =
        load.limit().rows() == 1
            && dispatcher.memory(load.endpoint()).equals(new Dispatcher.Memory(0, 1, 0));
    Broken.unless(
        lone || load instanceof Load.One || bytes.returned() <= World.CONFIG.memoryBytes() / 2,
        () -> Names.of(load) + " makes of what comes back " + bytes);
  }

  void loaded(Event.Loaded loaded) {
    slots.loaded(loaded.load(), loaded.found().rows());
  }

  /** The dispatcher is told of this next. */
  void finished(Event.Finished it, Instant now) {
    Delivery delivery = it.delivery();
    underWay(delivery.endpoint().id()).remove(delivery);
    slots.finished(delivery);
    Heard newest = heard.get(delivery.endpoint().id());
    Broken.unless(
        newest == null
            || delivery.endpoint().revision() >= newest.endpoint.revision()
            || !remembers(newest, now),
        () -> Names.of(delivery) + " is judged by an old copy, and heard was " + newest);
    Policy policy = delivery.endpoint().policy(it.ofType());
    pauses.finished(delivery, it.attempted().outcome(), policy, now);
    verdicts.finished(delivery, it.attempted(), it.ofType());
  }

  /** It has done with the event. */
  void handled(Dispatcher dispatcher, Instant now) {
    verdicts.handled();
    withinBounds(dispatcher, now);
  }

  private Set<Delivery> underWay(EndpointId endpoint) {
    return underWay.computeIfAbsent(endpoint, _ -> new HashSet<>());
  }

  // Memory

  /**
   * Promise 5: an endpoint holds its window at most, and nothing while it is disabled but attempts
   * under way, what waits behind them, and what is not yet on disk. All together hold twice their
   * bytes at most, but for the last message that was taken.
   */
  private void withinBounds(Dispatcher dispatcher, Instant now) {
    long bytes = 0;
    for (Heard it : heard.values()) {
      Endpoint endpoint = it.endpoint;
      Dispatcher.Memory memory = dispatcher.memory(endpoint.id());
      bytes += memory.bytes();
      Broken.unless(
          memory.deliveries() >= 0
              && memory.coming() >= 0
              && memory.bytes() >= 0
              && memory.deliveries() + memory.coming() <= World.CONFIG.window()
              && memory.bytes() < World.CONFIG.windowBytes() + Clients.LARGE,
          () -> Names.of(endpoint.id()) + " has in memory " + memory);
      boolean rests =
          memory.deliveries() > 0
              && endpoint.status() == Endpoint.Status.DISABLED
              && remembers(it, now)
              && underWay(endpoint.id()).isEmpty()
              && written <= committed;
      Broken.unless(
          !rests, () -> Names.of(endpoint.id()) + " is disabled and has in memory " + memory);
    }
    long all = bytes;
    Broken.unless(
        all < 2 * World.CONFIG.memoryBytes() + Clients.LARGE,
        () -> all + " bytes are in memory together");
    Broken.unless(
        all <= dispatcher.bytes().all(),
        () -> all + " bytes are in memory, of " + dispatcher.bytes());
    Broken.unless(
        dispatcher.inFlight() == slots.inFlight(),
        () -> dispatcher.inFlight() + " attempts are counted in flight");
  }

  // Attempts

  /**
   * An attempt starts.
   *
   * @param owner true when the process still owns the log; a former owner acts by what it believes,
   *     and may send what it finds in rows of the new one
   */
  void starts(Delivery delivery, Instant now, boolean owner) {
    Endpoint endpoint = delivery.endpoint();
    Heard newest = heard.get(endpoint.id());
    EndpointId id = endpoint.id();
    Message message = delivery.message();
    Broken.unless(
        newest != null
            && endpoint.status() == Endpoint.Status.ENABLED
            && (endpoint.revision() >= newest.endpoint.revision() || !remembers(newest, now)),
        () -> Names.of(delivery) + " starts, and heard was " + newest);
    if (owner) {
      onDisk(delivery, now);
      if (!delivery.manual()) {
        Broken.unless(
            !isSent(message.id(), id), () -> Names.of(delivery) + " is sent twice at once");
        inOrder(message, id);
      }
    }
    Set<Delivery> sending = underWay(id);
    sending.add(delivery);
    int most = endpoint.policy().concurrency();
    Broken.unless(
        sending.size() <= most,
        () -> Names.of(delivery) + " makes more than " + most + " in flight");
    throttled(endpoint, now);
    pauses.starts(delivery, now, FORGOTTEN);
    slots.starts(delivery);
  }

  /** Nothing is left in memory, and a restart would have nothing to read again. */
  void atTheEnd(Dispatcher dispatcher) {
    for (EndpointId endpoint : heard.keySet()) {
      Dispatcher.Memory memory = dispatcher.memory(endpoint);
      Broken.unless(
          memory.equals(new Dispatcher.Memory(0, 0, 0)),
          () -> Names.of(endpoint) + " has in memory at the end " + memory);
    }
    Broken.unless(
        dispatcher.bytes().equals(new Dispatcher.Bytes(0, 0)),
        () -> dispatcher.bytes() + " are counted at the end");
    Broken.unless(
        rows.messages.isEmpty() || rows.tail().isEmpty(),
        () -> "the checkpoint is before " + rows.tail().size() + " settled messages at the end");
  }

  /** It is neither settled, nor does its time lie ahead. */
  private void onDisk(Delivery delivery, Instant now) {
    MessageId message = delivery.message().id();
    EndpointId endpoint = delivery.endpoint().id();
    Broken.unless(
        delivery.manual() || !rows.settled(message, endpoint),
        () -> Names.of(delivery) + " is sent, and was settled");
    Instant at = delivery.message().extras().deliverAt();
    Broken.unless(
        delivery.manual() || at == null || world.hasBeen(at),
        () -> Names.of(delivery) + " is sent before " + at);
    Parked row = rows.row(message, endpoint, delivery.manual());
    Broken.unless(
        row == null || row.due() == null || !row.due().isAfter(now),
        () -> Names.of(delivery) + " is sent before its row is due: " + row);
    Broken.unless(
        delivery.attempts() == (row == null ? 0 : row.attempts()),
        () -> Names.of(delivery) + " is sent, and its row is " + row);
  }

  private boolean isSent(MessageId message, EndpointId endpoint) {
    return underWay(endpoint).stream()
        .anyMatch(d -> !d.manual() && d.message().id().equals(message));
  }

  /**
   * Promise 4: in a lane, an attempt starts only when everything before it is settled on disk, or
   * can never be sent because its payload is gone.
   */
  private void inOrder(Message message, EndpointId endpoint) {
    long lane = Lane.of(message.orderingKey());
    if (lane == Lane.NONE || webhooks.skips(endpoint) || rows.repeated(message.id(), endpoint)) {
      return;
    }
    for (Rows.Stored earlier : rows.messages.headMap(message.id(), false).values()) {
      MessageId id = earlier.message().id();
      boolean before =
          Lane.of(earlier.message().orderingKey()) == lane
              && earlier.targets().contains(endpoint)
              && !rows.settled(id, endpoint)
              && !rows.repeated(id, endpoint)
              && (!rows.expunged(id) || isSent(id, endpoint));
      Broken.unless(!before, () -> Names.of(message) + " overtook " + Names.of(earlier.message()));
    }
  }

  /** Promise 5: no second has more attempts than the rates of the endpoint and its application. */
  private void throttled(Endpoint endpoint, Instant now) {
    within(
        endpoint.settings().throttleRate(),
        starts.computeIfAbsent(endpoint.id(), _ -> new Starts()),
        now);
    within(
        endpoint.applicationRate(),
        shared.computeIfAbsent(endpoint.application(), _ -> new Starts()),
        now);
  }

  private static void within(@Nullable Integer rate, Starts starts, Instant now) {
    if (!Objects.equals(rate, starts.rate)) {
      starts.rate = rate;
      starts.last.clear();
    }
    if (rate != null) {
      starts.last.add(now);
      if (starts.last.size() > rate) {
        Duration span = Duration.between(starts.last.remove(), now);
        Broken.unless(
            span.compareTo(SECOND) >= 0, () -> "more than " + rate + " attempts within " + span);
      }
    }
  }
}
