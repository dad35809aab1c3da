package dev.postrider.postgres;

import dev.postrider.directory.EventType;
import dev.postrider.directory.EventTypesPut;
import dev.postrider.directory.FeatureFlags;
import dev.postrider.directory.Page;
import dev.postrider.directory.Stored;
import dev.postrider.message.EventTypeId;
import dev.postrider.message.Keys;
import dev.postrider.policy.PolicyOverrides;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/** The table of event types. */
final class EventTypes {
  private static final String KIND = "event-type";

  /** Schemas of one page, but for the last, are at most this together; the page ends there. */
  private static final long PAGE_BYTES = 8L << 20;

  private final Jdbi jdbi;
  private final Keys keys;
  private final InstantSource clock;
  private final Audit audit;

  EventTypes(Jdbi jdbi, Keys keys, InstantSource clock, Audit audit) {
    this.jdbi = jdbi;
    this.keys = keys;
    this.clock = clock;
    this.audit = audit;
  }

  Stored<EventType> create(String organisation, String name, EventType.Settings settings) {
    return Unique.write(
        () -> find(organisation, name),
        () -> jdbi.inTransaction(handle -> insert(handle, organisation, name, settings, "")));
  }

  private Optional<EventType> insert(
      Handle handle,
      String organisation,
      String name,
      EventType.Settings settings,
      String onConflict) {
    EventTypeId id = new EventTypeId(keys.next());
    Optional<EventType> inserted =
        bind(
                handle.createQuery(
                    """
                    insert into event_type
                      (id, organisation, name, description, archived, deprecated,
                       schemas, feature_flags, group_name, policy, updated_at)
                    values (:id, :organisation, :name, :description, :archived,
                            :deprecated, :schemas, :flags, :group, cast(:policy as jsonb), :created)
                    %s
                    returning *
                    """
                        .formatted(onConflict)),
                organisation,
                name,
                settings)
            .bind("id", id.value())
            .bind("created", Numbers.micros(id.time()))
            .map((rs, _) -> Rows.eventType(rs))
            .findOne();
    inserted.ifPresent(type -> audit.made(handle, KIND, name, AuditJson.of(type)));
    return inserted;
  }

  Optional<EventType> find(String organisation, String name) {
    return jdbi.withHandle(handle -> find(handle, organisation, name, ""));
  }

  List<String> known(String organisation, Collection<String> names, FeatureFlags flags) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select name from event_type
                where organisation = :organisation and name = any (:names) and not archived
                  and (:all or feature_flags = '{}' or feature_flags && :flags)
                """)
            .bind("all", flags.all())
            .bindArray("flags", String.class, List.copyOf(flags.flags()))
            .bind("organisation", organisation)
            .bindArray("names", String.class, List.copyOf(names))
            .mapTo(String.class)
            .list());
  }

  /** As many as fit into a page, which has an end in bytes too. */
  Page<EventType> page(
      String organisation,
      Page.Request<String> request,
      boolean includeArchived,
      FeatureFlags flags) {
    PageSql page = new PageSql("name", request);
    String after = request.after();
    String text =
        """
        select * from (
          select few.*,
            row_number() over walk as place,
            sum(octet_length(coalesce(schemas, ''))) over (
              walk rows between unbounded preceding and current row)
              - octet_length(coalesce(schemas, '')) as bytes_before,
            count(*) over () as found
          from (
            select * from event_type
            where organisation = :organisation and (:archived or not archived)
              and (:all or feature_flags = '{}' or feature_flags && :flags)
              and %s %s %s) few
          window walk as (%s)) page
        where place = 1 or bytes_before < :bytes
        order by place
        """
            .formatted(page.where(), page.order(), page.limit(), page.order());
    return jdbi.withHandle(handle -> {
      var query =
          handle
              .createQuery(text)
              .bind("organisation", organisation)
              .bind("archived", includeArchived)
              .bind("all", flags.all())
              .bindArray("flags", String.class, List.copyOf(flags.flags()))
              .bind("bytes", PAGE_BYTES);
      if (after != null) {
        query.bind("after", after);
      }
      AtomicLong found = new AtomicLong();
      List<EventType> fitting =
          query
              .map((rs, _) -> {
                found.set(rs.getLong("found"));
                return Rows.eventType(rs);
              })
              .list();
      return fitting.size() == found.get() ? page.page(fitting) : page.page(fitting, false);
    });
  }

  Stored<EventType> change(
      String organisation, String name, UnaryOperator<EventType.Settings> change) {
    return jdbi.inTransaction(handle -> {
      Optional<EventType> old = find(handle, organisation, name, "for update");
      if (old.isEmpty()) {
        return new Stored.Missing<EventType>();
      }
      return new Stored.Done<>(update(handle, old.get(), change.apply(old.get().settings())));
    });
  }

  private EventType update(Handle handle, EventType old, EventType.Settings settings) {
    EventType updated =
        bind(
                handle.createQuery(
                    """
                    update event_type
                    set description = :description, archived = :archived,
                        deprecated = :deprecated, schemas = :schemas,
                        feature_flags = :flags, group_name = :group,
                        policy = cast(:policy as jsonb), updated_at = :now
                    where organisation = :organisation and name = :name
                    returning *
                    """),
                old.organisation(),
                old.name(),
                settings)
            .map((rs, _) -> Rows.eventType(rs))
            .one();
    audit.changed(handle, KIND, old.name(), AuditJson.of(old), AuditJson.of(updated));
    return updated;
  }

  /** In the order of names. Those of one organisation take turns. */
  EventTypesPut put(
      String organisation,
      Map<String, UnaryOperator<EventType.Settings>> changes,
      boolean archiveOthers) {
    return jdbi.inTransaction(handle -> {
      Turns.EVENT_TYPES.take(handle, organisation);
      List<EventType> changed = new ArrayList<>();
      new TreeMap<>(changes)
          .forEach(
              (name, change) -> put(handle, organisation, name, change).ifPresent(changed::add));
      return new EventTypesPut(
          changed,
          archiveOthers ? archiveOthers(handle, organisation, changes.keySet()) : List.of());
    });
  }

  /** Empty when it is so already. */
  private Optional<EventType> put(
      Handle handle, String organisation, String name, UnaryOperator<EventType.Settings> change) {
    Optional<EventType> old = find(handle, organisation, name, "for update");
    if (old.isEmpty()) {
      Optional<EventType> created =
          insert(
              handle,
              organisation,
              name,
              change.apply(EventType.Settings.NONE),
              "on conflict do nothing");
      if (created.isPresent()) {
        return created;
      }
      // Somebody else has just created it.
      old = find(handle, organisation, name, "for update");
    }
    return old.flatMap(stands -> {
      EventType.Settings settings = change.apply(stands.settings());
      return settings.equals(stands.settings())
          ? Optional.empty()
          : Optional.of(update(handle, stands, settings));
    });
  }

  private List<String> archiveOthers(Handle handle, String organisation, Collection<String> named) {
    List<String> archived =
        handle
            .createQuery(
                """
                with others as (
                  update event_type set archived = true, updated_at = :now
                  where organisation = :organisation and not archived and name <> all (:names)
                  returning name
                )
                select name from others order by name
                """)
            .bind("organisation", organisation)
            .bind("now", Numbers.micros(clock.instant()))
            .bindArray("names", String.class, List.copyOf(named))
            .mapTo(String.class)
            .list();
    archived.forEach(name ->
        audit.changed(handle, KIND, name, AuditJson.archived(false), AuditJson.archived(true)));
    return archived;
  }

  /** What event types say of their deliveries, by name; archived ones too. */
  Map<String, PolicyOverrides> policies(String organisation) {
    Map<String, PolicyOverrides> policies = new HashMap<>();
    jdbi.useHandle(handle ->
        handle
            .createQuery(
                """
                select name, policy from event_type
                where organisation = :organisation and policy is not null
                """)
            .bind("organisation", organisation)
            .map((rs, _) -> policies.put(rs.getString("name"), Rows.policy(rs)))
            .list());
    return Map.copyOf(policies);
  }

  boolean expunge(String organisation, String name) {
    return jdbi.inTransaction(handle -> {
      Optional<EventType> deleted =
          handle
              .createQuery(
                  """
                  delete from event_type where organisation = :organisation and name = :name
                  returning *
                  """)
              .bind("organisation", organisation)
              .bind("name", name)
              .map((rs, _) -> Rows.eventType(rs))
              .findOne();
      deleted.ifPresent(type -> audit.removed(handle, KIND, name, AuditJson.of(type)));
      return deleted.isPresent();
    });
  }

  private static Optional<EventType> find(
      Handle handle, String organisation, String name, String lock) {
    return handle
        .createQuery(
            "select * from event_type where organisation = :organisation and name = :name " + lock)
        .bind("organisation", organisation)
        .bind("name", name)
        .map((rs, _) -> Rows.eventType(rs))
        .findOne();
  }

  private <S extends SqlStatement<S>> S bind(
      S statement, String organisation, String name, EventType.Settings settings) {
    return statement
        .bind("organisation", organisation)
        .bind("name", name)
        .bind("description", settings.description())
        .bind("archived", settings.archived())
        .bind("deprecated", settings.deprecated())
        .bind("schemas", settings.schemas())
        .bindArray("flags", String.class, List.copyOf(settings.featureFlags()))
        .bind("group", settings.groupName())
        .bind(
            "policy",
            settings.policy().equals(PolicyOverrides.NONE)
                ? null
                : Json.overrides(settings.policy()))
        .bind("now", Numbers.micros(clock.instant()));
  }
}
