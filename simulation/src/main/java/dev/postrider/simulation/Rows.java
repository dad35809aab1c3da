package dev.postrider.simulation;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import dev.postrider.record.Entry.ParkedChange;
import dev.postrider.record.Entry.State;
import dev.postrider.record.Parked;
import dev.postrider.record.ParkedStore.Load;
import dev.postrider.record.ParkedStore.Loaded;
import dev.postrider.record.Recovered;
import dev.postrider.record.Recovered.Done;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What survives every process: messages, parked rows, settlements and the checkpoint. Each is
 * checked as it is written.
 */
final class Rows {
  /** A message and the endpoints chosen for it. */
  record Stored(Message message, List<EndpointId> targets) {}

  final NavigableMap<MessageId, Stored> messages = new TreeMap<>();
  private final World world;
  private final ParkedTable parked;
  private final Map<Done, Entry> settled = new HashMap<>();
  private final Set<Done> pending = new LinkedHashSet<>();
  private final Map<Done, Long> resent = new HashMap<>();
  private final Set<Done> asked = new HashSet<>();
  private final Set<Done> repeated = new HashSet<>();
  private final Set<MessageId> expunged = new HashSet<>();
  private final Map<Done, Integer> attempts = new HashMap<>();
  private MessageId checkpoint = new MessageId(1);
  private long lastTicket;

  Rows(World world) {
    this.world = world;
    this.parked = new ParkedTable(id -> expunged.contains(id) ? null : message(id));
  }

  void append(Stored stored) {
    MessageId id = stored.message().id();
    Broken.unless(
        messages.isEmpty() || messages.lastKey().compareTo(id) < 0,
        () -> Names.of(stored.message()) + " has a key that is not above all others");
    messages.put(id, stored);
    stored.targets().forEach(t -> pending.add(new Done(id, t)));
    world.tally.messages++;
  }

  /** An entry of the journal: none is passed over. */
  void record(Entry entry) {
    long before = lastTicket;
    Broken.unless(
        entry.ticket() == before + 1,
        () -> "entry %d became durable after %d".formatted(entry.ticket(), before));
    lastTicket = entry.ticket();
    apply(entry);
    world.tally.maxParked = Math.max(world.tally.maxParked, parked.size());
  }

  /** A delivery may be settled once only, and its attempts are counted one by one. */
  private void apply(Entry entry) {
    EndpointId endpoint = entry.endpoint();
    Parked before = parked.find(endpoint, entry.message(), entry.manual());
    int attempts = (before == null ? 0 : before.attempts()) + (entry.attempted() == null ? 0 : 1);
    Broken.unless(
        entry.attempts() == attempts,
        () ->
            "%s counts %d attempts, not %d".formatted(Names.of(entry), entry.attempts(), attempts));
    switch (entry.parked()) {
      case ParkedChange.None() ->
          // Of two resends, the row of the first may be left to whoever cancels the rows.
          Broken.unless(
              before == null || entry.manual(), () -> Names.of(entry) + " leaves a row behind");
      case ParkedChange.Put(var row) -> parked.put(row);
      case ParkedChange.Remove() ->
          parked.remove(endpoint, new ParkedTable.Key(entry.message(), entry.manual()));
    }
    Done delivery = new Done(entry.message(), endpoint);
    if (entry.attempted() != null) {
      this.attempts.merge(delivery, 1, Integer::sum);
    }
    if (entry.manual()) {
      if (entry.state() != State.PENDING) {
        resent.put(delivery, world.time.now());
      }
      return;
    }
    if (asked.remove(delivery)) {
      settled.remove(delivery);
      pending.add(delivery);
      repeated.add(delivery);
    }
    if (entry.state() != State.PENDING) {
      settle(delivery, entry);
    }
  }

  private void settle(Done delivery, Entry entry) {
    Entry before = settled.put(delivery, entry);
    Broken.unless(before == null, () -> Names.of(entry) + " had been settled before");
    pending.remove(delivery);
  }

  /** Moves the checkpoint; everything up to it must be settled or parked. */
  void checkpoint(MessageId reached) {
    if (reached.compareTo(checkpoint) <= 0) {
      return;
    }
    for (Stored stored : messages.subMap(checkpoint, false, reached, true).values()) {
      for (EndpointId target : stored.targets()) {
        Broken.unless(
            accounted(stored.message().id(), target),
            () ->
                "the checkpoint passed %s at %s"
                    .formatted(Names.of(stored.message()), Names.of(target)));
      }
    }
    checkpoint = reached;
  }

  private boolean accounted(MessageId message, EndpointId endpoint) {
    return settled(message, endpoint) || parked.find(endpoint, message, false) != null;
  }

  /** As {@code CancelParked} does it, beside the journal. */
  int cancel(EndpointId endpoint) {
    List<ParkedTable.Key> keys = parked.keys(endpoint);
    for (ParkedTable.Key key : keys) {
      Parked row = Objects.requireNonNull(parked.remove(endpoint, key));
      Done delivery = new Done(key.message(), endpoint);
      if (key.manual()) {
        resent.put(delivery, world.time.now());
      } else {
        settle(
            delivery,
            new Entry(
                0,
                endpoint,
                key.message(),
                row.application(),
                row.attempts(),
                false,
                null,
                State.CANCELLED,
                "the endpoint was deleted",
                new ParkedChange.Remove()));
      }
    }
    return keys.size();
  }

  // What a process reads

  Loaded load(Load load) {
    return parked.load(load);
  }

  /** What a new owner is told. */
  Recovered recovered(Collection<Endpoint> endpoints) {
    Set<Done> done = new HashSet<>();
    for (Stored stored : tail()) {
      for (EndpointId target : stored.targets()) {
        if (accounted(stored.message().id(), target)) {
          done.add(new Done(stored.message().id(), target));
        }
      }
    }
    return new Recovered(checkpoint, parked.backlogs(endpoints), done);
  }

  /** The messages above the checkpoint. */
  List<Stored> tail() {
    return List.copyOf(messages.tailMap(checkpoint, false).values());
  }

  /** Another process begins: what was to be sent again and had not begun is forgotten. */
  void takenOver() {
    lastTicket = 0;
    asked.clear();
  }

  // What persons do

  /** These are being sent again: each may be settled once more. */
  void repeat(Collection<Done> deliveries) {
    asked.addAll(deliveries);
  }

  /** True when it was sent again, so it is in no lane. */
  boolean repeated(MessageId message, EndpointId endpoint) {
    return repeated.contains(new Done(message, endpoint));
  }

  /** True when it may be sent there again: nothing is pending, and its payload is there. */
  boolean repeatable(Stored stored, EndpointId endpoint) {
    MessageId message = stored.message().id();
    return !expunged(message)
        && parked.find(endpoint, message, false) == null
        && parked.find(endpoint, message, true) == null
        && (settled(message, endpoint) || !stored.targets().contains(endpoint));
  }

  /** The payload goes: rows of the message come back without it. */
  void expunge(MessageId message) {
    expunged.add(message);
  }

  // What checks ask

  boolean expunged(MessageId message) {
    return expunged.contains(message);
  }

  /** How many attempts are recorded of a delivery, those that persons asked for included. */
  int attempts(Done delivery) {
    return attempts.getOrDefault(delivery, 0);
  }

  boolean settled(MessageId message, EndpointId endpoint) {
    return settled.containsKey(new Done(message, endpoint));
  }

  Map<Done, Entry> settlements() {
    return settled;
  }

  /** Deliveries that have come to no end yet. */
  Set<Done> pending() {
    return pending;
  }

  @Nullable Parked row(MessageId message, EndpointId endpoint, boolean manual) {
    return parked.find(endpoint, message, manual);
  }

  int parkedRows() {
    return parked.size();
  }

  /** When a resend came to its end last; null for never. */
  @Nullable Long resent(Done delivery) {
    return resent.get(delivery);
  }

  Message message(MessageId id) {
    return Objects.requireNonNull(messages.get(id)).message();
  }
}
