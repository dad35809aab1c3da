package dev.postrider.postgres;

import dev.postrider.directory.Bulk;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Page;
import dev.postrider.directory.Secret;
import dev.postrider.directory.Stored;
import dev.postrider.directory.Verification;
import dev.postrider.directory.VerificationTurn;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.operational.OperationalEvent;
import dev.postrider.platform.Platforms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The table of endpoints. Every change raises the revision in the statement that makes it. */
final class Endpoints {
  private static final String KIND = "endpoint";
  private static final int MOST_OLD_SECRETS = 10;

  private final Jdbi jdbi;
  private final Keys keys;
  private final InstantSource clock;
  private final EndpointRows rows;
  private final OperationalEvents events;
  private final DataKeys dataKeys;
  private final Audit audit;
  private final boolean verifies;

  /** {@code verifies}: receivers of new endpoints and new URLs are asked first. */
  Endpoints(
      Jdbi jdbi,
      Keys keys,
      InstantSource clock,
      Platforms platforms,
      OperationalEvents events,
      DataKeys dataKeys,
      Audit audit,
      boolean verifies) {
    this.jdbi = jdbi;
    this.keys = keys;
    this.clock = clock;
    this.rows = new EndpointRows(platforms, dataKeys, verifies);
    this.verifies = verifies;
    this.dataKeys = dataKeys;
    this.events = events;
    this.audit = audit;
  }

  Stored<Endpoint> create(ApplicationId application, Endpoint.Settings settings, Secret secret) {
    EndpointId id = new EndpointId(keys.next());
    byte[] sealed = EndpointSecrets.of(settings, List.of(secret)).sealed(id, dataKeys.take(1));
    return Unique.write(
        () -> byUid(application, settings.uid()),
        () ->
            jdbi.inTransaction(handle -> {
              EndpointRoom.admitOneMore(handle, application);
              EndpointRoom.admit(handle, application, id, sealed.length + Bulk.open(settings));
              Optional<Endpoint> created =
                  bind(
                          handle.createQuery(
                              """
                              insert into endpoint
                                (id, application, revision, status, url, description, uid,
                                 event_types, channels, tags, throttle_rate, headers, metadata,
                                 signature_names, secrets, sealed, platform, overrides, filter,
                                 fresh_revision, updated_at, application_rate, verification,
                                 verification_tries, verification_at, verification_text)
                              select :id, id, 1, :status, '', :description, :uid,
                                     :event_types, :channels, :tags, :throttle, '{}',
                                     cast(:metadata as jsonb), :signature_names,
                                     '[]', :sealed, platform,
                                     cast(:overrides as jsonb), cast(:filter as jsonb), 1, :created,
                                      throttle_rate, :verification, :verification_tries,
                                      :verification_at, :verification_text
                              from application
                              where id = :application and not deleted
                              for share
                              returning *
                              """),
                          settings,
                          atFirst(id.time()))
                      .bind("id", id.value())
                      .bind("created", Numbers.micros(id.time()))
                      .bind("application", application.value())
                      .bind("sealed", sealed)
                      .map((rs, _) -> rows.read(rs))
                      .findOne();
              created.ifPresent(e -> {
                tell(handle, OperationalEvent.ENDPOINT_CREATED, e);
                audit.made(handle, KIND, e.id(), AuditJson.of(e));
              });
              return created;
            }));
  }

  Optional<Endpoint> find(ApplicationId application, String idOrUid) {
    Optional<Endpoint> byId =
        EndpointId.parse(idOrUid)
            .flatMap(id -> jdbi.withHandle(handle -> live(handle, id, "")))
            .filter(e -> e.application().equals(application));
    return byId.isPresent() ? byId : byUid(application, idOrUid);
  }

  Optional<Endpoint> find(ApplicationId application, int number) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select * from endpoint
                where number = :number and application = :application and status <> 2
                """)
            .bind("number", number)
            .bind("application", application.value())
            .map((rs, _) -> rows.read(rs))
            .findOne());
  }

  /** Deleted ones included. */
  List<Endpoint> find(Collection<EndpointId> ids) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select * from endpoint where id = any (:ids)")
            .bindArray("ids", Long.class, ids.stream().map(EndpointId::value).toList())
            .map((rs, _) -> rows.read(rs))
            .list());
  }

  List<Endpoint> of(ApplicationId application) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select * from endpoint where application = :id and status <> 2 order by id")
            .bind("id", application.value())
            .map((rs, _) -> rows.read(rs))
            .list());
  }

  Page<Endpoint> page(ApplicationId application, Page.Request<EndpointId> request) {
    PageSql page = new PageSql("id", request);
    EndpointId after = request.after();
    return page.page(
        jdbi.withHandle(handle -> {
          var query =
              handle
                  .createQuery(
                      """
                      select * from endpoint
                      where application = :application and status <> 2 and %s %s
                      """
                          .formatted(page.where(), page.order()))
                  .bind("application", application.value());
          if (after != null) {
            query.bind("after", after.value());
          }
          return query.map((rs, _) -> rows.read(rs)).list();
        }));
  }

  /** {@code anew}: it gets a new chance whatever has changed. */
  Stored<Endpoint> change(EndpointId id, UnaryOperator<Endpoint.Settings> change, boolean anew) {
    AtomicReference<Supplier<Optional<Endpoint>>> holder = new AtomicReference<>(Optional::empty);
    Sealer sealer = dataKeys.take(1);
    return Unique.write(
        () -> holder.get().get(),
        () ->
            jdbi.inTransaction(handle -> {
              Optional<Endpoint> old = live(handle, id, "for update");
              if (old.isEmpty()) {
                return old;
              }
              Endpoint.Settings settings = change.apply(old.get().settings());
              if (!anew && settings.equals(old.get().settings())) {
                return old;
              }
              holder.set(() -> byUid(old.get().application(), settings.uid()));
              byte[] sealed = EndpointSecrets.of(settings, old.get().secrets()).sealed(id, sealer);
              if (Bulk.bytes(settings) > Bulk.bytes(old.get().settings())) {
                int bytes = sealed.length + Bulk.open(settings);
                EndpointRoom.admit(handle, old.get().application(), id, bytes);
              }
              Optional<Endpoint> changed =
                  bind(
                          handle.createQuery(
                              """
                              update endpoint
                              set revision = revision + 1, url = '', headers = '{}', secrets = '[]',
                                  sealed = :sealed,
                                  failing_since = case when :fresh then null
                                                       else failing_since end,
                                  fresh_revision = case when :fresh then revision + 1
                                                        else fresh_revision end,
                                  status = :status, description = :description, uid = :uid,
                                  event_types = :event_types, channels = :channels, tags = :tags,
                                  throttle_rate = :throttle,
                                  metadata = cast(:metadata as jsonb),
                                  signature_names = :signature_names,
                                  overrides = cast(:overrides as jsonb),
                                  filter = cast(:filter as jsonb),
                                  verification = :verification,
                                  verification_tries = :verification_tries,
                                  verification_at = :verification_at,
                                  verification_text = :verification_text,
                                  updated_at = :now
                              where id = :id
                              returning *
                              """),
                          settings,
                          settings.url().equals(old.get().settings().url())
                              ? old.get().verification()
                              : atFirst(clock.instant()))
                      .bind("id", id.value())
                      .bind("sealed", sealed)
                      .bind("fresh", anew || settings.renew(old.get().settings()))
                      .map((rs, _) -> rows.read(rs))
                      .findOne();
              changed.ifPresent(e -> {
                tellChange(handle, old.get(), e);
                audit.changed(handle, KIND, id, AuditJson.of(old.get()), AuditJson.of(e));
              });
              return changed;
            }));
  }

  private Verification atFirst(Instant now) {
    return verifies ? Verification.asked(now) : Verification.NOT_NEEDED;
  }

  List<Endpoint> toVerify(VerificationTurn turn) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                with due as (
                  select id, application, application <= :after as had,
                         row_number() over (partition by application
                                            order by verification_at, id) as place
                  from endpoint
                  where verification = 0 and status <> 2 and verification_at <= :now
                    and application <> all(:resting) and id <> all(:underWay)),
                next as (
                  select * from due where place <= :each
                  order by place, had, application limit :most)
                select endpoint.* from next join endpoint using (id)
                order by place, had, next.application
                """)
            .bind("now", Numbers.micros(turn.now()))
            .bind("after", turn.after() == null ? 0 : turn.after().value())
            .bindArray(
                "resting", Long.class, turn.resting().stream().map(ApplicationId::value).toList())
            .bindArray(
                "underWay", Long.class, turn.underWay().stream().map(EndpointId::value).toList())
            .bind("each", VerificationTurn.EACH)
            .bind("most", turn.most())
            .map((rs, _) -> rows.read(rs))
            .list());
  }

  Optional<Endpoint> verify(EndpointId id, long revision, Verification outcome) {
    return jdbi.withHandle(handle -> verify(handle, id, revision, outcome));
  }

  /** Somebody wants its receiver asked. */
  Stored<Endpoint> ask(EndpointId id) {
    return jdbi.inTransaction(handle -> {
      Optional<Endpoint> live = live(handle, id, "for update");
      if (live.isEmpty()) {
        return new Stored.Missing<Endpoint>();
      }
      Endpoint now = live.get();
      if (now.verification().permits()) {
        return new Stored.Done<>(now);
      }
      Endpoint asked = verify(handle, id, now.revision(), atFirst(clock.instant())).orElseThrow();
      audit.changed(handle, KIND, id, AuditJson.of(now), AuditJson.of(asked));
      return new Stored.Done<>(asked);
    });
  }

  private Optional<Endpoint> verify(
      Handle handle, EndpointId id, long revision, Verification outcome) {
    return EndpointRows.bind(
            handle.createQuery(
                """
                update endpoint
                set revision = revision + 1, verification = :verification,
                    verification_tries = :verification_tries, verification_at = :verification_at,
                    verification_text = :verification_text
                where id = :id and revision = :revision and status <> 2
                returning *
                """),
            outcome)
        .bind("id", id.value())
        .bind("revision", revision)
        .map((rs, _) -> rows.read(rs))
        .findOne();
  }

  /** Gives an application's endpoints its new rate; they are returned as they are then. */
  List<Endpoint> share(Handle handle, ApplicationId application, @Nullable Integer rate) {
    return handle
        .createQuery(
            """
            update endpoint set revision = revision + 1, application_rate = :rate
            where application = :application and status <> 2
            returning *
            """)
        .bind("application", application.value())
        .bind("rate", rate)
        .map((rs, _) -> rows.read(rs))
        .list();
  }

  Stored<Endpoint> rotate(EndpointId id, Secret secret, Duration grace) {
    Instant now = clock.instant();
    Sealer sealer = dataKeys.take(1);
    return jdbi.inTransaction(handle -> {
      Optional<Endpoint> old = live(handle, id, "for update");
      if (old.isEmpty()) {
        return new Stored.Missing<Endpoint>();
      }
      List<Secret> secrets = new ArrayList<>();
      secrets.add(new Secret(secret.text(), null));
      for (Secret known : old.get().secrets()) {
        Secret kept =
            known.expires() == null
                ? new Secret(known.text(), Numbers.micros(now.plus(grace)))
                : known;
        if (kept.live(now)) {
          secrets.add(kept);
        }
      }
      if (secrets.size() - 1 > MOST_OLD_SECRETS) {
        return new Stored.TooManySecrets<Endpoint>();
      }
      Endpoint rotated =
          handle
              .createQuery(
                  """
                  update endpoint
                  set revision = revision + 1, url = '', headers = '{}', secrets = '[]',
                      sealed = :sealed, updated_at = :now
                  where id = :id
                  returning *
                  """)
              .bind("id", id.value())
              .bind("sealed", EndpointSecrets.of(old.get().settings(), secrets).sealed(id, sealer))
              .bind("now", Numbers.micros(now))
              .map((rs, _) -> rows.read(rs))
              .one();
      tell(handle, OperationalEvent.ENDPOINT_UPDATED, rotated);
      audit.changed(handle, KIND, id, AuditJson.of(old.get()), AuditJson.of(rotated));
      return new Stored.Done<>(rotated);
    });
  }

  /** The endpoint as it is now; empty when nothing has changed. */
  Optional<Endpoint> markFailing(EndpointId id, long revision, Optional<Instant> since) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                update endpoint set revision = revision + 1, failing_since = :since
                where id = :id and status <> 2 and fresh_revision <= :revision
                  and failing_since is distinct from cast(:since as timestamptz)
                returning *
                """)
            .bind("id", id.value())
            .bind("revision", revision)
            .bind("since", since.map(Numbers::micros).orElse(null))
            .map((rs, _) -> rows.read(rs))
            .findOne());
  }

  List<Endpoint> failing() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select * from endpoint where failing_since is not null and status = 0
                order by failing_since
                """)
            .map((rs, _) -> rows.read(rs))
            .list());
  }

  Optional<Endpoint> delete(EndpointId id) {
    return jdbi.inTransaction(handle -> delete(handle, id, clock.instant()));
  }

  Optional<Endpoint> delete(EndpointId id, long revision) {
    return jdbi.inTransaction(handle ->
        live(handle, id, "for update")
            .filter(endpoint -> endpoint.revision() == revision)
            .flatMap(_ -> delete(handle, id, clock.instant())));
  }

  /** Not by a person; at whatever revision when none is given. */
  Optional<Endpoint> disable(EndpointId id, @Nullable Long revision) {
    return jdbi.inTransaction(handle -> {
      Optional<Endpoint> disabled =
          handle
              .createQuery(
                  """
                  update endpoint
                  set revision = revision + 1, status = 1, updated_at = :now
                  where id = :id and revision = coalesce(:revision, revision) and status = 0
                  returning *
                  """)
              .bind("id", id.value())
              .bind("revision", revision)
              .bind("now", Numbers.micros(clock.instant()))
              .map((rs, _) -> rows.read(rs))
              .findOne();
      disabled.ifPresent(
          e -> events.write(handle, List.of(new Happening.OfDisabled(e, true, e.failingSince()))));
      return disabled;
    });
  }

  /** What it kept secret goes at once; the rest stays, because attempts refer to it. */
  Optional<Endpoint> delete(Handle handle, EndpointId id, Instant now) {
    Optional<Endpoint> live = live(handle, id, "for update");
    live.ifPresent(e -> {
      tell(handle, OperationalEvent.ENDPOINT_DELETED, e);
      audit.removed(handle, KIND, id, AuditJson.of(e));
    });
    return handle
        .createQuery(
            """
            update endpoint
            set revision = revision + 1, status = 2, uid = null, sealed = null, secrets = '[]',
                headers = '{}', url = :url, filter = null, failing_since = null, updated_at = :now
            where id = :id and status <> 2
            returning *
            """)
        .bind("id", id.value())
        .bind("url", live.map(e -> shown(e.settings().url())).orElse(""))
        .bind("now", Numbers.micros(now))
        .map((rs, _) -> rows.read(rs))
        .findOne();
  }

  /** Without user-info and query. */
  private static String shown(String url) {
    return url.replaceFirst("[?].*", "").replaceFirst("//[^/@]*@", "//");
  }

  private void tell(Handle handle, OperationalEvent event, Endpoint endpoint) {
    events.write(handle, List.of(new Happening.OfEndpoint(event, endpoint)));
  }

  /** What is said anew without being other tells nothing. */
  private void tellChange(Handle handle, Endpoint old, Endpoint now) {
    if (old.settings().equals(now.settings())) {
      return;
    }
    tell(handle, OperationalEvent.ENDPOINT_UPDATED, now);
    if (!old.settings().disabled() && now.settings().disabled()) {
      events.write(handle, List.of(new Happening.OfDisabled(now, false, null)));
    }
  }

  private Optional<Endpoint> byUid(ApplicationId application, @Nullable String uid) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select * from endpoint
                where application = :application and uid = :uid and status <> 2
                """)
            .bind("application", application.value())
            .bind("uid", uid)
            .map((rs, _) -> rows.read(rs))
            .findOne());
  }

  private Optional<Endpoint> live(Handle handle, EndpointId id, String lock) {
    return handle
        .createQuery("select * from endpoint where id = :id and status <> 2 " + lock)
        .bind("id", id.value())
        .map((rs, _) -> rows.read(rs))
        .findOne();
  }

  private <S extends SqlStatement<S>> S bind(
      S statement, Endpoint.Settings settings, Verification verification) {
    return EndpointRows.bind(statement, verification)
        .bind("status", settings.disabled() ? 1 : 0)
        .bind("description", settings.description())
        .bind("uid", settings.uid())
        .bindArray("event_types", String.class, List.copyOf(settings.eventTypes()))
        .bindArray("channels", String.class, List.copyOf(settings.channels()))
        .bindArray("tags", String.class, List.copyOf(settings.tags()))
        .bind("throttle", settings.throttleRate())
        .bind("metadata", Json.map(settings.metadata()))
        .bind("signature_names", EndpointRows.number(settings.signatureNames()))
        .bind("overrides", Json.overrides(settings.overrides()))
        .bind("filter", FilterJson.write(settings.filter()))
        .bind("now", Numbers.micros(clock.instant()));
  }
}
