package dev.postrider.simulation;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Lane;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.record.Parked;
import dev.postrider.record.Parked.Wait;
import dev.postrider.record.ParkedStore.Limit;
import dev.postrider.record.ParkedStore.Load;
import dev.postrider.record.ParkedStore.Loaded;
import dev.postrider.record.ParkedStore.Row;
import dev.postrider.record.Recovered;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The parked rows, read by the rules of {@code ParkedStore} as {@code ParkedLoads} has them. */
final class ParkedTable {
  record Key(MessageId message, boolean manual) {}

  private static final Comparator<Parked> IN_ORDER =
      Comparator.comparing(Parked::message).thenComparing(Parked::manual);
  private static final Comparator<Parked> DUE_ORDER =
      Comparator.comparing((Parked r) -> Objects.requireNonNull(r.due())).thenComparing(IN_ORDER);

  private final Map<EndpointId, Map<Key, Parked>> rows = new HashMap<>();
  private final Function<MessageId, @Nullable Message> messages;
  private int size;

  /** {@code messages} finds those whose payload is still there. */
  ParkedTable(Function<MessageId, @Nullable Message> messages) {
    this.messages = messages;
  }

  int size() {
    return size;
  }

  void put(Parked row) {
    Parked before = of(row.endpoint()).put(new Key(row.message(), row.manual()), row);
    size += before == null ? 1 : 0;
  }

  @Nullable Parked remove(EndpointId endpoint, Key key) {
    Parked removed = of(endpoint).remove(key);
    size -= removed == null ? 0 : 1;
    return removed;
  }

  @Nullable Parked find(EndpointId endpoint, MessageId message, boolean manual) {
    return of(endpoint).get(new Key(message, manual));
  }

  List<Key> keys(EndpointId endpoint) {
    return List.copyOf(of(endpoint).keySet());
  }

  private Map<Key, Parked> of(EndpointId endpoint) {
    return rows.computeIfAbsent(endpoint, _ -> new HashMap<>());
  }

  Loaded load(Load load) {
    return switch (load) {
      case Load.Room(var endpoint, long after, var limit) ->
          cut(
              select(
                  endpoint,
                  r -> r.waitsFor() == Wait.ROOM && r.message().value() > after,
                  IN_ORDER),
              limit,
              null);
      case Load.Held(var endpoint, long lane, long after, var limit) ->
          cut(
              select(
                  endpoint,
                  r -> r.waitsFor() == Wait.LANE && r.lane() == lane && r.message().value() > after,
                  IN_ORDER),
              limit,
              null);
      case Load.Due due -> due(due);
      case Load.One(var endpoint, var message) ->
          new Loaded(
              of(endpoint).values().stream()
                  .filter(r -> r.message().equals(message))
                  .sorted(IN_ORDER)
                  .map(r -> new Row(r, null))
                  .toList(),
              false,
              null);
    };
  }

  private Loaded due(Load.Due load) {
    Parked last = load.last();
    List<Row> found =
        select(
            load.endpoint(),
            r ->
                r.due() != null
                    && !r.due().isBefore(load.from())
                    && r.due().isBefore(load.until())
                    && (last == null || DUE_ORDER.compare(r, last) > 0),
            DUE_ORDER);
    var next =
        of(load.endpoint()).values().stream()
            .map(Parked::due)
            .filter(d -> d != null && !d.isBefore(load.until()))
            .min(Comparator.naturalOrder())
            .orElse(null);
    return cut(found, load.limit(), next);
  }

  private static Loaded cut(List<Row> rows, Limit limit, @Nullable Instant next) {
    int n = 0;
    long bytes = 0;
    while (n < Math.min(rows.size(), limit.rows()) && (n == 0 || bytes < limit.bytes())) {
      Message message = rows.get(n++).message();
      bytes += message == null ? 0 : message.payload().size();
    }
    boolean more = n < rows.size();
    return new Loaded(rows.subList(0, n), more, more ? null : next);
  }

  private List<Row> select(EndpointId endpoint, Predicate<Parked> which, Comparator<Parked> order) {
    return of(endpoint).values().stream()
        .filter(which)
        .sorted(order)
        .map(r -> new Row(r, messages.apply(r.message())))
        .toList();
  }

  /** What waits for these endpoints, counted as {@code BacklogRead} counts it. */
  List<Recovered.Backlog> backlogs(Collection<Endpoint> endpoints) {
    return endpoints.stream()
        .filter(e -> !of(e.id()).isEmpty())
        .map(e -> backlog(e, of(e.id()).values()))
        .toList();
  }

  private static Recovered.Backlog backlog(Endpoint endpoint, Collection<Parked> rows) {
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
}
