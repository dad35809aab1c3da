package dev.postrider.postgres;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Page;
import dev.postrider.directory.Stored;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.operational.OperationalApplication;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The table of applications. */
final class Applications {
  private static final String KIND = "application";

  private final Jdbi jdbi;
  private final Keys keys;
  private final InstantSource clock;
  private final OperationalEvents events;
  private final Audit audit;

  Applications(Jdbi jdbi, Keys keys, InstantSource clock, OperationalEvents events, Audit audit) {
    this.jdbi = jdbi;
    this.keys = keys;
    this.clock = clock;
    this.events = events;
    this.audit = audit;
  }

  Stored<Application> create(String organisation, String platform, Application.Settings settings) {
    ApplicationId id = new ApplicationId(keys.next());
    if (organisation.startsWith(OperationalApplication.ORGANISATION_PREFIX)) {
      events.listen();
    }
    return Unique.write(
        () -> byUid(organisation, settings.uid()),
        () ->
            jdbi.inTransaction(handle -> {
              Application created =
                  bind(
                          handle.createQuery(
                              """
                              insert into application
                                (id, organisation, platform, name, uid, throttle_rate, metadata,
                                 platform_settings, updated_at, content_days, seals_payloads)
                              values (:id, :organisation, :platform, :name, :uid, :throttle,
                                      cast(:metadata as jsonb), cast(:own as jsonb), :created,
                                      :days, :sealed)
                              returning *
                              """),
                          settings)
                      .bind("id", id.value())
                      .bind("created", Numbers.micros(id.time()))
                      .bind("organisation", organisation)
                      .bind("platform", platform)
                      .map((rs, _) -> Rows.application(rs))
                      .one();
              audit.made(handle, KIND, id, AuditJson.of(created));
              return Optional.of(created);
            }));
  }

  Optional<Application> find(String organisation, String idOrUid) {
    Optional<Application> byId =
        ApplicationId.parse(idOrUid)
            .flatMap(id -> jdbi.withHandle(handle -> byId(handle, id, "")))
            .filter(a -> a.organisation().equals(organisation));
    return byId.isPresent() ? byId : byUid(organisation, idOrUid);
  }

  Optional<Application> find(ApplicationId id) {
    return jdbi.withHandle(handle -> byId(handle, id, ""));
  }

  /** Whose it is, deleted or not. */
  Optional<String> organisation(ApplicationId id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select organisation from application where id = :id")
            .bind("id", id.value())
            .mapTo(String.class)
            .findOne());
  }

  Page<Application> page(String organisation, Page.Request<ApplicationId> request) {
    PageSql page = new PageSql("id", request);
    ApplicationId after = request.after();
    return page.page(
        jdbi.withHandle(handle -> {
          var query =
              handle
                  .createQuery(
                      """
                      select * from application
                      where organisation = :organisation and not deleted and %s %s
                      """
                          .formatted(page.where(), page.order()))
                  .bind("organisation", organisation);
          if (after != null) {
            query.bind("after", after.value());
          }
          return query.map((rs, _) -> Rows.application(rs)).list();
        }));
  }

  /** {@code changed} hears, after the commit, of the endpoints that have got another rate. */
  Stored<Application> change(
      ApplicationId id,
      UnaryOperator<Application.Settings> change,
      Endpoints endpoints,
      Consumer<Endpoint> changed) {
    List<Endpoint> shared = new ArrayList<>();
    AtomicReference<Supplier<Optional<Application>>> holder =
        new AtomicReference<>(Optional::empty);
    Stored<Application> stored =
        Unique.write(
            () -> holder.get().get(),
            () ->
                jdbi.inTransaction(handle -> {
                  shared.clear();
                  Optional<Application> old = byId(handle, id, "for update");
                  if (old.isEmpty()) {
                    return old;
                  }
                  Application.Settings settings = change.apply(old.get().settings());
                  if (settings.equals(old.get().settings())) {
                    return old;
                  }
                  holder.set(() -> byUid(old.get().organisation(), settings.uid()));
                  Optional<Application> next =
                      bind(
                              handle.createQuery(
                                  """
                                  update application
                                  set name = :name, uid = :uid, throttle_rate = :throttle,
                                      metadata = cast(:metadata as jsonb),
                                      platform_settings = cast(:own as jsonb), updated_at = :now,
                                      content_days = :days, seals_payloads = :sealed
                                  where id = :id
                                  returning *
                                  """),
                              settings)
                          .bind("id", id.value())
                          .map((rs, _) -> Rows.application(rs))
                          .findOne();
                  if (!Objects.equals(
                      settings.throttleRate(), old.get().settings().throttleRate())) {
                    shared.addAll(endpoints.share(handle, id, settings.throttleRate()));
                  }
                  next.ifPresent(now ->
                      audit.changed(handle, KIND, id, AuditJson.of(old.get()), AuditJson.of(now)));
                  return next;
                }));
    shared.forEach(changed);
    return stored;
  }

  /**
   * The application's endpoints as they are after it was deleted; empty when there is no such
   * application.
   */
  Optional<List<Endpoint>> delete(ApplicationId id, Endpoints endpoints) {
    return jdbi.inTransaction(handle -> {
      Optional<Application> old = byId(handle, id, "for update");
      if (old.isEmpty()) {
        return Optional.empty();
      }
      audit.removed(handle, KIND, id, AuditJson.of(old.get()));
      Credentials.deleteAll(handle, id);
      List<EndpointId> owned =
          handle
              .createQuery(
                  "select id from endpoint where application = :id and status <> 2 for update")
              .bind("id", id.value())
              .map((rs, _) -> new EndpointId(rs.getLong(1)))
              .list();
      List<Endpoint> deleted =
          owned.stream()
              .flatMap(e -> endpoints.delete(handle, e, clock.instant()).stream())
              .toList();
      // Behind them, because who asked for it is told that they go.
      handle
          .createUpdate("delete from alert where application = :id")
          .bind("id", id.value())
          .execute();
      // At last, because what is told of its endpoints names its uid.
      handle
          .createUpdate(
              """
              update application set deleted = true, uid = null, updated_at = :now
              where id = :id
              """)
          .bind("id", id.value())
          .bind("now", Numbers.micros(clock.instant()))
          .execute();
      return Optional.of(deleted);
    });
  }

  private Optional<Application> byUid(String organisation, @Nullable String uid) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select * from application
                where organisation = :organisation and uid = :uid and not deleted
                """)
            .bind("organisation", organisation)
            .bind("uid", uid)
            .map((rs, _) -> Rows.application(rs))
            .findOne());
  }

  private static Optional<Application> byId(Handle handle, ApplicationId id, String lock) {
    return handle
        .createQuery("select * from application where id = :id and not deleted " + lock)
        .bind("id", id.value())
        .map((rs, _) -> Rows.application(rs))
        .findOne();
  }

  private <S extends SqlStatement<S>> S bind(S statement, Application.Settings settings) {
    return statement
        .bind("name", settings.name())
        .bind("uid", settings.uid())
        .bind("throttle", settings.throttleRate())
        .bind("metadata", Json.map(settings.metadata()))
        .bind("own", Json.map(settings.platformSettings()))
        .bind("days", settings.keeping().days())
        .bind("sealed", settings.keeping().sealed())
        .bind("now", Numbers.micros(clock.instant()));
  }
}
