package dev.postrider.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.postrider.audit.AuditLog;
import dev.postrider.directory.ApiKeys;
import dev.postrider.directory.Directory;
import dev.postrider.directory.PortalSessions;
import dev.postrider.history.History;
import dev.postrider.idempotency.IdempotencyKeys;
import dev.postrider.inbox.ContactTokens;
import dev.postrider.inbox.Inbox;
import dev.postrider.message.Keys;
import dev.postrider.platform.Platforms;
import dev.postrider.record.ParkedStore;
import dev.postrider.task.Replays;
import dev.postrider.task.Tasks;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/**
 * The edges of core on one PostgreSQL database.
 *
 * @param journal both the log and the recorder
 * @param operational sends operational webhooks as soon as it is started
 */
public record Postgres(
    Journal journal,
    ParkedStore parked,
    Directory directory,
    PortalSessions portalSessions,
    ApiKeys apiKeys,
    AuditLog audit,
    IdempotencyKeys idempotencyKeys,
    History history,
    Inbox inbox,
    ContactTokens contactTokens,
    Tasks tasks,
    Replays replays,
    Upkeep upkeep,
    OperationalOutbox operational,
    HikariDataSource pool)
    implements AutoCloseable {

  /**
   * Takes the database for this process, migrates the schema, makes the days to come and drops
   * those that are over. No message is read or written until the log is subscribed.
   *
   * <p>Failure policy: fail closed. Whoever opens a database that another process works on is
   * refused before anything is changed: it may have a smaller retention or a newer schema.
   *
   * @throws UnsuitableDatabase when its schema is a newer one, or not ours
   * @throws IllegalStateException when another process has the database, or it cannot be prepared
   */
  public static Postgres open(
      PostgresConfig config, InstantSource clock, Platforms platforms, JournalListener listener) {
    Connections connections = new Connections(config);
    HikariDataSource pool = connections.pool();
    Ownership ownership = new Ownership(connections);
    try {
      ownership.take();
      if (!Steps.allTaken(pool)) {
        Schema.migrate(connections.patient());
      }
      requireKnown(pool, platforms);
      return build(config, clock, platforms, listener, connections, ownership, pool);
    } catch (SQLException e) {
      letGo(ownership, pool);
      throw new IllegalStateException("cannot prepare the database: " + Trouble.say(e), e);
    } catch (InterruptedException e) {
      letGo(ownership, pool);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while another process had the database", e);
    } catch (RuntimeException | Error e) {
      letGo(ownership, pool);
      throw e;
    }
  }

  private static void letGo(Ownership ownership, HikariDataSource pool) {
    pool.close();
    ownership.close();
  }

  private static Postgres build(
      PostgresConfig config,
      InstantSource clock,
      Platforms platforms,
      JournalListener listener,
      Connections connections,
      Ownership ownership,
      HikariDataSource pool)
      throws SQLException {
    Jdbi jdbi = Jdbi.create(pool);
    // The arguments of a statement may be secrets.
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
    jdbi.registerArrayType(String.class, "text");
    jdbi.registerArrayType(Long.class, "int8");
    Duration retention = Duration.ofDays(config.retentionDays());
    PublishKeys publishKeys = new PublishKeys(clock, retention);
    Partitions partitions = new Partitions(pool, clock, config.retentionDays());
    partitions.run();

    OperationalEvents events = new OperationalEvents(jdbi);
    Audit audit = new Audit(jdbi, clock, Duration.ofDays(config.auditDays()));
    Keys names = new Keys(clock, highestName(jdbi));
    Directory directory = new PostgresDirectory(jdbi, names, clock, platforms, events, audit);
    PostgresApiKeys apiKeys = new PostgresApiKeys(jdbi, names, audit);
    Keys keys = new Keys(clock, 0);
    UUID owner = owner(jdbi);
    Shards shards = new Shards(config.shards(), owner);
    Journal journal =
        new Journal(
            new JournalLoop.Parts(
                new JournalQueue(config),
                new BatchWriter(clock, keys, shards, publishKeys, partitions, events),
                shards,
                ownership,
                connections,
                partitions,
                listener),
            keys,
            new Recovery(directory, shards),
            new CancelParked(pool, clock, keys, partitions, shards),
            new Obstacles(clock, Duration.ofDays(config.retentionDays())),
            config.acceptTimeout());
    PostgresPortalSessions portalSessions = new PostgresPortalSessions(jdbi, clock, audit);
    PostgresTasks tasks = new PostgresTasks(jdbi, keys, clock, audit);
    PostgresIdempotencyKeys idempotencyKeys = new PostgresIdempotencyKeys(jdbi, clock);
    Upkeep upkeep =
        new Upkeep(
            partitions,
            new KeySweep(pool, publishKeys),
            new InboxSweep(pool, clock, retention),
            portalSessions,
            idempotencyKeys,
            tasks,
            audit);
    upkeep.start();
    return new Postgres(
        journal,
        new ParkedLoads(pool, clock, owner),
        directory,
        portalSessions,
        apiKeys,
        audit,
        idempotencyKeys,
        new PostgresHistory(jdbi, clock, audit),
        new PostgresInbox(jdbi),
        new PostgresContactTokens(jdbi, clock),
        tasks,
        new PostgresReplays(jdbi, clock),
        upkeep,
        new OperationalOutbox(jdbi, directory, journal, events),
        pool);
  }

  /**
   * Failure policy: fail closed, because an application whose platform's file has gone would be
   * delivered to by other rules.
   */
  private static void requireKnown(HikariDataSource pool, Platforms platforms) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rs =
            statement.executeQuery(
                "select platform, count(*) from application where not deleted group by platform")) {
      while (rs.next()) {
        String name = rs.getString(1);
        if (platforms.named(name).isEmpty()) {
          throw new IllegalStateException(
              "%d applications belong to the platform %s, and there is no file for it"
                  .formatted(rs.getLong(2), name));
        }
      }
    }
  }

  private static long highestName(Jdbi jdbi) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select greatest(0, (select max(id) from application), (select max(id) from endpoint),
                                (select max(id) from event_type), (select max(id) from api_key))
                """)
            .mapTo(Long.class)
            .one());
  }

  private static UUID owner(Jdbi jdbi) {
    return jdbi.withHandle(
        handle -> handle.createQuery("select gen_random_uuid()").mapTo(UUID.class).one());
  }

  /** Writes what is queued and lets go of the database. Twice is harmless. */
  @Override
  public void close() {
    upkeep.close();
    operational.close();
    journal.close();
    pool.close();
  }
}
