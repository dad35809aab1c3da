package dev.postrider.postgres;

import dev.postrider.directory.Credential;
import dev.postrider.directory.Page;
import dev.postrider.directory.SecretHash;
import dev.postrider.directory.Stored;
import dev.postrider.message.ApplicationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The table of credentials. */
final class Credentials {
  private static final String KIND = "credential";

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Audit audit;

  Credentials(Jdbi jdbi, InstantSource clock, Audit audit) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.audit = audit;
  }

  Stored<Credential> create(
      ApplicationId application, Credential.Settings settings, SecretHash secret) {
    return Unique.write(
        () -> holder(application, settings.name(), secret),
        () ->
            jdbi.inTransaction(handle -> {
              Optional<Credential> created =
                  handle
                      .createQuery(
                          """
                          insert into credential
                            (platform, name, application, permissions, secret_hash, created_at)
                          select platform, :name, id, :permissions, :secret, :now
                          from application
                          where id = :application and not deleted
                          for share
                          returning *
                          """)
                      .bind("name", settings.name())
                      .bind("application", application.value())
                      .bindArray("permissions", String.class, List.copyOf(settings.permissions()))
                      .bind("secret", secret.hex())
                      .bind("now", Numbers.micros(clock.instant()))
                      .map((rs, _) -> read(rs))
                      .findOne();
              created.ifPresent(
                  one -> audit.made(handle, KIND, settings.name(), AuditJson.of(one)));
              return created;
            }));
  }

  Optional<Credential> find(String platform, String name) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select * from credential where platform = :platform and name = :name")
            .bind("platform", platform)
            .bind("name", name)
            .map((rs, _) -> read(rs))
            .findOne());
  }

  Optional<Credential> find(String platform, SecretHash secret) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select * from credential where platform = :platform and secret_hash = :secret")
            .bind("platform", platform)
            .bind("secret", secret.hex())
            .map((rs, _) -> read(rs))
            .findOne());
  }

  Page<Credential> page(ApplicationId application, Page.Request<String> request) {
    PageSql page = new PageSql("name", request);
    String after = request.after();
    return page.page(
        jdbi.withHandle(handle -> {
          var query =
              handle
                  .createQuery(
                      "select * from credential where application = :application and %s %s"
                          .formatted(page.where(), page.order()))
                  .bind("application", application.value());
          if (after != null) {
            query.bind("after", after);
          }
          return query.map((rs, _) -> read(rs)).list();
        }));
  }

  boolean delete(ApplicationId application, String name) {
    return jdbi.inTransaction(handle -> {
      Optional<Credential> deleted =
          handle
              .createQuery(
                  """
                  delete from credential where application = :application and name = :name
                  returning *
                  """)
              .bind("application", application.value())
              .bind("name", name)
              .map((rs, _) -> read(rs))
              .findOne();
      deleted.ifPresent(one -> audit.removed(handle, KIND, name, AuditJson.of(one)));
      return deleted.isPresent();
    });
  }

  /** Those of a deleted application would open nothing, and only keep their names from others. */
  static void deleteAll(Handle handle, ApplicationId application) {
    handle
        .createUpdate("delete from credential where application = :application")
        .bind("application", application.value())
        .execute();
  }

  /** Who has the name or the secret; of two, whoever has the name. */
  private Optional<Credential> holder(ApplicationId application, String name, SecretHash secret) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select c.* from credential c join application a on a.platform = c.platform
                where a.id = :application and (c.name = :name or c.secret_hash = :secret)
                order by c.name = :name desc
                limit 1
                """)
            .bind("application", application.value())
            .bind("name", name)
            .bind("secret", secret.hex())
            .map((rs, _) -> read(rs))
            .findOne());
  }

  private static Credential read(ResultSet rs) throws SQLException {
    return new Credential(
        new ApplicationId(rs.getLong("application")),
        rs.getString("platform"),
        new Credential.Settings(
            rs.getString("name"), Set.copyOf(MessageRow.texts(rs.getArray("permissions")))),
        new SecretHash(rs.getString("secret_hash")),
        rs.getTimestamp("created_at").toInstant());
  }
}
