package dev.postrider.testkit.simulation;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Lane;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import dev.postrider.record.Entry.ParkedChange;
import dev.postrider.record.Entry.State;
import dev.postrider.record.Parked;
import dev.postrider.record.Parked.Wait;
import dev.postrider.record.ParkedStore;
import dev.postrider.record.ParkedStore.Load;
import dev.postrider.record.ParkedStore.Loaded;
import dev.postrider.record.ParkedStore.Row;
import dev.postrider.record.Recovered;
import dev.postrider.record.Recovered.Done;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What survives a crash: messages, parked rows, settlements and the checkpoint. Follows the rules
 * of the edges.
 */
final class Disk {

  /** A message and the endpoints chosen for it. */
  record Stored(Message message, List<EndpointId> targets) {}

  private record Key(EndpointId endpoint, MessageId message, boolean manual) {}

  final NavigableMap<MessageId, Stored> messages = new TreeMap<>();
  private final Map<Key, Parked> parked = new HashMap<>();
  private final Map<Done, State> settled = new HashMap<>();
  private final Set<Done> asked = new HashSet<>();
  private final Set<Done> repeated = new HashSet<>();
  private final Set<MessageId> expunged = new HashSet<>();
  private MessageId checkpoint = new MessageId(1);

  void append(Stored stored) {
    messages.put(stored.message().id(), stored);
  }

  /** Applies an entry; a delivery may be settled once only. */
  void apply(Entry entry) {
    var key = new Key(entry.endpoint(), entry.message(), entry.manual());
    switch (entry.parked()) {
      case ParkedChange.None() -> {}
      case ParkedChange.Put(var row) -> parked.put(key, row);
      case ParkedChange.Remove() -> parked.remove(key);
    }
    if (!entry.manual()) {
      Done delivery = new Done(entry.message(), entry.endpoint());
      if (asked.remove(delivery)) {
        settled.remove(delivery);
        repeated.add(delivery);
      }
      if (entry.state() != State.PENDING) {
        settle(delivery, entry.state());
      }
    }
  }

  /** These are being sent again: each may be settled once more. */
  void repeat(Collection<Done> deliveries) {
    asked.addAll(deliveries);
  }

  /** True when everything that is to be sent again has begun on disk. */
  boolean allBegun() {
    return asked.isEmpty();
  }

  /** What was to be sent again and had not begun is forgotten. */
  void crash() {
    asked.clear();
  }

  /** True when it was sent again, so it is in no lane. */
  boolean repeated(MessageId message, EndpointId endpoint) {
    return repeated.contains(new Done(message, endpoint));
  }

  /**
   * True when the message may be sent there again: nothing is pending, and its payload is there.
   */
  boolean repeatable(Stored stored, EndpointId endpoint) {
    MessageId message = stored.message().id();
    return !expunged(message)
        && !parked.containsKey(new Key(endpoint, message, false))
        && !parked.containsKey(new Key(endpoint, message, true))
        && (settled(message, endpoint) || !stored.targets().contains(endpoint));
  }

  private void settle(Done delivery, State state) {
    State before = settled.put(delivery, state);
    check(before == null, () -> delivery + " was settled twice: " + before + ", then " + state);
  }

  /** Moves the checkpoint; everything up to it must be settled or parked. */
  void checkpoint(MessageId reached) {
    for (Stored stored : messages.subMap(checkpoint, false, reached, true).values()) {
      for (EndpointId target : stored.targets()) {
        check(
            accounted(stored.message().id(), target),
            () -> "the checkpoint passed " + stored.message().id() + " of " + target);
      }
    }
    checkpoint = reached;
  }

  private boolean accounted(MessageId message, EndpointId endpoint) {
    return settled(message, endpoint) || parked.containsKey(new Key(endpoint, message, false));
  }

  boolean settled(MessageId message, EndpointId endpoint) {
    return settled.containsKey(new Done(message, endpoint));
  }

  /** The payload goes: rows of the message come back without it. */
  void expunge(MessageId message) {
    expunged.add(message);
  }

  boolean expunged(MessageId message) {
    return expunged.contains(message);
  }

  long cancel(EndpointId endpoint) {
    List<Key> rows = parked.keySet().stream().filter(k -> k.endpoint().equals(endpoint)).toList();
    for (Key key : rows) {
      parked.remove(key);
      if (!key.manual()) {
        settle(new Done(key.message(), key.endpoint()), State.CANCELLED);
      }
    }
    return rows.size();
  }

  Loaded load(Load load) {
    return switch (load) {
      case Load.Room(var endpoint, long after, var limit) ->
          cut(
              rows(
                  endpoint,
                  r -> r.waitsFor() == Wait.ROOM && r.message().value() > after,
                  Comparator.comparing(Parked::message)),
              limit,
              null);
      case Load.Held(var endpoint, long lane, long after, var limit) ->
          cut(
              rows(
                  endpoint,
                  r -> r.waitsFor() == Wait.LANE && r.lane() == lane && r.message().value() > after,
                  Comparator.comparing(Parked::message)),
              limit,
              null);
      case Load.Due due -> due(due);
      case Load.One(var endpoint, var message) ->
          new Loaded(
              parked.values().stream()
                  .filter(r -> r.endpoint().equals(endpoint) && r.message().equals(message))
                  .sorted(Comparator.comparing(Parked::manual))
                  .map(r -> new Row(r, null))
                  .toList(),
              false,
              null);
    };
  }

  private static final Comparator<Parked> DUE_ORDER =
      Comparator.comparing((Parked r) -> Objects.requireNonNull(r.due()))
          .thenComparing(Parked::message)
          .thenComparing(Parked::manual);

  private Loaded due(Load.Due load) {
    Parked last = load.last();
    List<Row> rows =
        rows(
            load.endpoint(),
            r ->
                r.due() != null
                    && !r.due().isBefore(load.from())
                    && r.due().isBefore(load.until())
                    && (last == null || DUE_ORDER.compare(r, last) > 0),
            DUE_ORDER);
    Instant next =
        parked.values().stream()
            .filter(r -> r.endpoint().equals(load.endpoint()))
            .map(Parked::due)
            .filter(d -> d != null && !d.isBefore(load.until()))
            .min(Comparator.naturalOrder())
            .orElse(null);
    return cut(rows, load.limit(), next);
  }

  private static Loaded cut(List<Row> rows, ParkedStore.Limit limit, @Nullable Instant next) {
    int n = 0;
    long bytes = 0;
    while (n < Math.min(rows.size(), limit.rows()) && (n == 0 || bytes < limit.bytes())) {
      Message message = rows.get(n++).message();
      bytes += message == null ? 0 : message.payload().size();
    }
    boolean more = n < rows.size();
    return new Loaded(rows.subList(0, n), more, more ? null : next);
  }

  private List<Row> rows(EndpointId endpoint, Predicate<Parked> which, Comparator<Parked> order) {
    return parked.values().stream()
        .filter(r -> r.endpoint().equals(endpoint) && which.test(r))
        .sorted(order)
        .map(r -> new Row(r, payload(r.message())))
        .toList();
  }

  private @Nullable Message payload(MessageId id) {
    return expunged(id) ? null : message(id);
  }

  Message message(MessageId id) {
    return Objects.requireNonNull(messages.get(id)).message();
  }

  /** What a new owner is told. */
  Recovered recovered(Collection<Endpoint> endpoints) {
    List<Recovered.Backlog> backlogs = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      List<Parked> rows =
          parked.values().stream().filter(r -> r.endpoint().equals(endpoint.id())).toList();
      if (!rows.isEmpty()) {
        backlogs.add(backlog(endpoint, rows));
      }
    }
    Set<Done> done = new HashSet<>();
    for (Stored stored : messages.tailMap(checkpoint, false).values()) {
      for (EndpointId target : stored.targets()) {
        if (accounted(stored.message().id(), target)) {
          done.add(new Done(stored.message().id(), target));
        }
      }
    }
    return new Recovered(checkpoint, backlogs, done);
  }

  private static Recovered.Backlog backlog(Endpoint endpoint, List<Parked> rows) {
    Map<Long, Recovered.LaneBacklog> lanes = new TreeMap<>();
    for (Parked row : rows) {
      if (row.lane() != Lane.NONE && row.waitsFor() != Wait.ROOM) {
        boolean head = row.waitsFor() == Wait.DUE;
        lanes.merge(
            row.lane(),
            new Recovered.LaneBacklog(row.lane(), head, head ? 0 : 1),
            (a, b) ->
                new Recovered.LaneBacklog(
                    a.lane(), a.blocked() || b.blocked(), a.held() + b.held()));
      }
    }
    return new Recovered.Backlog(
        endpoint,
        rows.stream().filter(r -> r.waitsFor() == Wait.ROOM).count(),
        rows.stream().filter(r -> r.waitsFor() == Wait.DUE).count(),
        rows.stream()
            .map(Parked::due)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null),
        List.copyOf(lanes.values()));
  }

  /** The messages above the checkpoint. */
  Collection<Stored> tail() {
    return List.copyOf(messages.tailMap(checkpoint, false).values());
  }

  int parkedRows() {
    return parked.size();
  }

  static void check(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise.get());
    }
  }
}
