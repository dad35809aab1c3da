package dev.postrider.postgres;

import dev.postrider.directory.PortalSession;
import dev.postrider.directory.PortalSessions;
import dev.postrider.message.ApplicationId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table of portals' sessions. Nothing of it is kept in memory, so what is ended is ended. */
final class PostgresPortalSessions implements PortalSessions {
  private static final String KIND = "portal-session";

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Audit audit;

  PostgresPortalSessions(Jdbi jdbi, InstantSource clock, Audit audit) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.audit = audit;
  }

  @Override
  public Optional<PortalSession.Id> open(
      ApplicationId application, @Nullable String name, Instant expires) {
    return jdbi.inTransaction(handle -> {
      Optional<UUID> id = insert(handle, application, name, expires);
      id.ifPresent(opened -> {
        bound(handle, application, opened);
        audit.made(
            handle,
            KIND,
            opened,
            AuditJson.session(application, name).put("expires", expires.toString()));
      });
      return id.map(PortalSession.Id::new);
    });
  }

  /** The application's row is locked, so that sessions are opened and counted one by one. */
  private Optional<UUID> insert(
      Handle handle, ApplicationId application, @Nullable String name, Instant expires) {
    return handle
        .createQuery(
            """
            insert into portal_session (id, application, name, created_at, expires)
            select gen_random_uuid(), id, :name, :now, :expires
            from application
            where id = :application and not deleted
            for no key update
            returning id
            """)
        .bind("application", application.value())
        .bind("name", name)
        .bind("now", Numbers.micros(clock.instant()))
        .bind("expires", Numbers.micros(expires))
        .mapTo(UUID.class)
        .findOne();
  }

  private static void bound(Handle handle, ApplicationId application, UUID opened) {
    handle
        .createUpdate(
            """
            delete from portal_session
            where id in (
              select id from portal_session
              where application = :application and id <> :opened
              order by created_at desc, id
              offset :others)
            """)
        .bind("application", application.value())
        .bind("opened", opened)
        .bind("others", MOST - 1)
        .execute();
  }

  @Override
  public Optional<PortalSession> find(PortalSession.Id id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select a.* from portal_session s join application a on a.id = s.application
                where s.id = :id and s.expires > :now and not a.deleted
                """)
            .bind("id", id.value())
            .bind("now", Numbers.micros(clock.instant()))
            .map((rs, _) -> new PortalSession(id, Rows.application(rs)))
            .findOne());
  }

  @Override
  public void end(PortalSession.Id id) {
    jdbi.useTransaction(handle ->
        handle
            .createQuery("delete from portal_session where id = :id returning application, name")
            .bind("id", id.value())
            .map((rs, _) -> AuditJson.session(new ApplicationId(rs.getLong(1)), rs.getString(2)))
            .findOne()
            .ifPresent(ended -> audit.removed(handle, KIND, id, ended)));
  }

  @Override
  public void endAll(ApplicationId application, Set<String> names, Instant by) {
    jdbi.useTransaction(handle -> {
      handle
          .createUpdate(
              """
              update portal_session set expires = :by
              where application = :application and expires > :by
                and (:all or name = any (:names))
              """)
          .bind("application", application.value())
          .bind("all", names.isEmpty())
          .bindArray("names", String.class, List.copyOf(names))
          .bind("by", Numbers.micros(by))
          .execute();
      audit.made(
          handle, "portal-sessions", application, AuditJson.ended(names, Numbers.micros(by)));
    });
  }

  /** Removes those that are over. */
  void sweep() {
    jdbi.useHandle(handle ->
        handle
            .createUpdate("delete from portal_session where expires <= :now")
            .bind("now", Numbers.micros(clock.instant()))
            .execute());
  }
}
