package dev.postrider.postgres;

import dev.postrider.directory.EventType;
import dev.postrider.directory.FeatureFlags;
import dev.postrider.directory.Page;
import dev.postrider.directory.Stored;
import dev.postrider.message.EventTypeId;
import dev.postrider.message.Keys;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/** The table of event types. */
final class EventTypes {
  private final Jdbi jdbi;
  private final Keys keys;
  private final InstantSource clock;

  EventTypes(Jdbi jdbi, Keys keys, InstantSource clock) {
    this.jdbi = jdbi;
    this.keys = keys;
    this.clock = clock;
  }

  Stored<EventType> create(String organisation, String name, EventType.Settings settings) {
    EventTypeId id = new EventTypeId(keys.next());
    return Unique.write(
        () -> find(organisation, name),
        () ->
            jdbi.withHandle(handle ->
                bind(
                        handle.createQuery(
                            """
                            insert into event_type
                              (id, organisation, name, description, archived, deprecated,
                               schemas, feature_flags, group_name, updated_at)
                            values (:id, :organisation, :name, :description, :archived,
                                    :deprecated, :schemas, :flags, :group, :created)
                            returning *
                            """),
                        organisation,
                        name,
                        settings)
                    .bind("id", id.value())
                    .bind("created", Numbers.micros(id.time()))
                    .map((rs, _) -> Rows.eventType(rs))
                    .findOne()));
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

  Page<EventType> page(
      String organisation,
      Page.Request<String> request,
      boolean includeArchived,
      FeatureFlags flags) {
    PageSql page = new PageSql("name", request);
    String after = request.after();
    return page.page(
        jdbi.withHandle(handle -> {
          var query =
              handle
                  .createQuery(
                      """
                      select * from event_type
                      where organisation = :organisation and (:archived or not archived)
                        and (:all or feature_flags = '{}' or feature_flags && :flags)
                        and %s %s
                      """
                          .formatted(page.where(), page.order()))
                  .bind("organisation", organisation)
                  .bind("archived", includeArchived)
                  .bind("all", flags.all())
                  .bindArray("flags", String.class, List.copyOf(flags.flags()));
          if (after != null) {
            query.bind("after", after);
          }
          return query.map((rs, _) -> Rows.eventType(rs)).list();
        }));
  }

  Stored<EventType> change(
      String organisation, String name, UnaryOperator<EventType.Settings> change) {
    return jdbi.inTransaction(handle -> {
      Optional<EventType> old = find(handle, organisation, name, "for update");
      if (old.isEmpty()) {
        return new Stored.Missing<EventType>();
      }
      return new Stored.Done<>(
          bind(
                  handle.createQuery(
                      """
                      update event_type
                      set description = :description, archived = :archived,
                          deprecated = :deprecated, schemas = :schemas,
                          feature_flags = :flags, group_name = :group, updated_at = :now
                      where organisation = :organisation and name = :name
                      returning *
                      """),
                  organisation,
                  name,
                  change.apply(old.get().settings()))
              .map((rs, _) -> Rows.eventType(rs))
              .one());
    });
  }

  boolean expunge(String organisation, String name) {
    return jdbi.withHandle(handle ->
        handle
                .createUpdate(
                    """
                    delete from event_type where organisation = :organisation and name = :name
                    """)
                .bind("organisation", organisation)
                .bind("name", name)
                .execute()
            > 0);
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
        .bind("now", Numbers.micros(clock.instant()));
  }
}
