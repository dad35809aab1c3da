package dev.postrider.testkit;

import dev.postrider.directory.EventType;
import dev.postrider.directory.EventTypesPut;
import dev.postrider.directory.FeatureFlags;
import dev.postrider.directory.Page;
import dev.postrider.directory.Stored;
import dev.postrider.message.EventTypeId;
import dev.postrider.message.Keys;
import dev.postrider.policy.PolicyOverrides;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The event types of a directory in maps. Not safe for threads: the directory's lock guards it. */
final class MemoryEventTypes {
  private final TreeMap<String, EventType> types = new TreeMap<>();
  private final Keys keys;
  private final UnaryOperator<Instant> now;

  /**
   * None yet.
   *
   * @param now the present, and never before what it is given
   */
  MemoryEventTypes(Keys keys, UnaryOperator<Instant> now) {
    this.keys = keys;
    this.now = now;
  }

  Stored<EventType> create(String organisation, String name, EventType.Settings settings) {
    EventType holder = types.get(key(organisation, name));
    if (holder != null) {
      return new Stored.Taken<>(holder);
    }
    EventTypeId id = new EventTypeId(keys.next());
    EventType type = new EventType(id, organisation, name, settings, id.time(), id.time());
    types.put(key(organisation, name), type);
    return new Stored.Done<>(type);
  }

  Optional<EventType> find(String organisation, String name) {
    return Optional.ofNullable(types.get(key(organisation, name)));
  }

  List<String> known(String organisation, Collection<String> names, FeatureFlags flags) {
    return names.stream()
        .filter(name ->
            find(organisation, name)
                .filter(t -> !t.settings().archived() && flags.show(t))
                .isPresent())
        .distinct()
        .toList();
  }

  Page<EventType> page(
      String organisation, Page.Request<String> page, boolean includeArchived, FeatureFlags flags) {
    return Pages.cut(
        types.values().stream()
            .filter(t -> t.organisation().equals(organisation))
            .filter(flags::show)
            .filter(t -> includeArchived || !t.settings().archived()),
        EventType::name,
        page);
  }

  Stored<EventType> change(
      String organisation, String name, UnaryOperator<EventType.Settings> change) {
    EventType old = types.get(key(organisation, name));
    if (old == null) {
      return new Stored.Missing<>();
    }
    EventType next =
        new EventType(
            old.id(),
            organisation,
            name,
            change.apply(old.settings()),
            old.createdAt(),
            now.apply(old.updatedAt()));
    types.put(key(organisation, name), next);
    return new Stored.Done<>(next);
  }

  EventTypesPut put(
      String organisation,
      Map<String, UnaryOperator<EventType.Settings>> changes,
      boolean archiveOthers) {
    TreeMap<String, EventType.Settings> next = new TreeMap<>();
    changes.forEach((name, change) -> {
      EventType.Settings stands = find(organisation, name).map(EventType::settings).orElse(null);
      EventType.Settings settings = change.apply(stands == null ? EventType.Settings.NONE : stands);
      if (!settings.equals(stands)) {
        next.put(name, settings);
      }
    });
    List<EventType> changed = new ArrayList<>();
    next.forEach((name, settings) -> {
      Stored<EventType> stored = create(organisation, name, settings);
      changed.add(
          Edges.done(
              stored instanceof Stored.Taken<EventType>
                  ? change(organisation, name, _ -> settings)
                  : stored));
    });
    List<String> archived =
        types.values().stream()
            .filter(t -> archiveOthers && t.organisation().equals(organisation))
            .filter(t -> !t.settings().archived() && !changes.containsKey(t.name()))
            .map(EventType::name)
            .toList();
    archived.forEach(n -> change(organisation, n, EventType.Settings::inArchive));
    return new EventTypesPut(changed, archived);
  }

  Map<String, PolicyOverrides> policies(String organisation) {
    return types.values().stream()
        .filter(t -> t.organisation().equals(organisation))
        .filter(t -> !t.settings().policy().equals(PolicyOverrides.NONE))
        .collect(Collectors.toMap(EventType::name, t -> t.settings().policy()));
  }

  boolean expunge(String organisation, String name) {
    return types.remove(key(organisation, name)) != null;
  }

  private static String key(String organisation, String name) {
    return organisation + "/" + name;
  }
}
