package dev.postrider.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.postrider.alert.Alerts;
import dev.postrider.alert.Mailer;
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
import dev.postrider.pulse.Pulse;
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
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The edges of core on one PostgreSQL database.
 *
 * @param journal both the log and the recorder
 * @param operational sends operational webhooks as soon as it is started
 * @param mailing makes what sends alerts by e-mail; none are written before
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
    Pulse pulse,
    Upkeep upkeep,
    OperationalOutbox operational,
    Alerts alerts,
    Function<Mailer, AlertOutbox> mailing,
    HikariDataSource pool)
    implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Postgres.class);

  /**
   * Takes the database for this process, migrates the schema, makes the days to come and drops
   * those that are over. No message is read or written until the log is subscribed.
   *
   * <p>Failure policy: fail closed. Whoever opens a database that another process works on is
   * refused before anything is changed: it may have a smaller retention or a newer schema.
   *
   * @throws UnsuitableDatabase when its schema is a newer one, or not ours
   * @param keySource seals what is secret; makes its first key here
   * @throws IllegalStateException when another process has the database, a key is missing, or the
   *     database cannot be prepared
   */
  public static Postgres open(
      PostgresConfig config,
      KeySource keySource,
      InstantSource clock,
      Platforms platforms,
      JournalListener listener) {
    Connections connections = new Connections(config);
    HikariDataSource pool = connections.pool();
    Ownership ownership = new Ownership(connections);
    try {
      ownership.take();
      if (!Steps.allTaken(pool)) {
        Schema.migrate(connections.patient());
      }
      requireKnown(pool, platforms);
      return build(config, keySource, clock, platforms, listener, connections, ownership, pool);
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
      KeySource keySource,
      InstantSource clock,
      Platforms platforms,
      JournalListener listener,
      Connections connections,
      Ownership ownership,
      HikariDataSource pool)
      throws SQLException {
    Jdbi jdbi = Connections.jdbi(pool);
    Audit audit = new Audit(jdbi, clock, Duration.ofDays(config.auditDays()));
    DataKeys dataKeys = new DataKeys(jdbi, keySource, clock, audit);
    Resealing resealing = new Resealing(jdbi, dataKeys);
    seal(dataKeys, resealing, connections);
    Duration retention = Duration.ofDays(config.retentionDays());
    PublishKeys publishKeys = new PublishKeys(clock, retention);
    Partitions partitions = new Partitions(pool, clock, config.retentionDays());
    partitions.run();

    OperationalEvents events = new OperationalEvents(jdbi);
    Keys names = new Keys(clock, highestName(jdbi));
    Directory directory =
        new PostgresDirectory(
            jdbi, names, clock, platforms, events, dataKeys, audit, config.verifies());
    PostgresApiKeys apiKeys = new PostgresApiKeys(jdbi, names, clock, audit);
    Keys keys = new Keys(clock, 0);
    UUID owner = owner(jdbi);
    Shards shards = new Shards(config.shards(), owner);
    Journal journal =
        new Journal(
            new JournalLoop.Parts(
                new JournalQueue(config),
                new BatchWriter(clock, keys, shards, publishKeys, partitions, events, dataKeys),
                shards,
                ownership,
                connections,
                partitions,
                listener),
            keys,
            new Recovery(directory, shards, dataKeys),
            new CancelParked(pool, clock, keys, partitions, shards),
            new Obstacles(clock, Duration.ofDays(config.retentionDays())),
            config.acceptTimeout());
    PostgresPortalSessions portalSessions = new PostgresPortalSessions(jdbi, clock, audit);
    PostgresTasks tasks = new PostgresTasks(jdbi, keys, clock, audit);
    PostgresIdempotencyKeys idempotencyKeys = new PostgresIdempotencyKeys(jdbi, clock);
    PostgresHistory history = new PostgresHistory(jdbi, clock, dataKeys, audit);
    PostgresPulse pulse = new PostgresPulse(jdbi, clock);
    Upkeep upkeep =
        new Upkeep(
            partitions,
            new KeySweep(pool, publishKeys),
            new InboxSweep(pool, clock, retention),
            portalSessions,
            idempotencyKeys,
            tasks,
            pulse,
            new Emptying(jdbi, clock, history),
            resealing,
            audit);
    upkeep.start();
    return new Postgres(
        journal,
        new ParkedLoads(pool, clock, owner, dataKeys),
        directory,
        portalSessions,
        apiKeys,
        audit,
        idempotencyKeys,
        history,
        new PostgresInbox(jdbi, dataKeys),
        new PostgresContactTokens(jdbi, clock),
        tasks,
        new PostgresReplays(jdbi, clock, dataKeys),
        pulse,
        upkeep,
        new OperationalOutbox(jdbi, directory, journal, events),
        new PostgresAlerts(jdbi, events, audit),
        mailer -> {
          events.mails();
          return new AlertOutbox(jdbi, clock, mailer);
        },
        pool);
  }

  /** Afterwards nothing that endpoints keep secret is plain, nor sealed by an old key. */
  private static void seal(DataKeys keys, Resealing resealing, Connections connections) {
    boolean renewed = keys.prepare();
    int plain = resealing.run(Resealing.Which.PLAIN);
    if (plain > 0) {
      log.info("sealed the URLs, headers and secrets of {} endpoints, which were plain", plain);
      forgetPlain(connections);
    }
    if (renewed) {
      resealing.run(Resealing.Which.OLD);
    }
  }

  /**
   * Writes the table anew, because PostgreSQL keeps what rows were before until it needs the room.
   *
   * <p>Failure policy: fail open, because what is read is sealed all the same.
   */
  private static void forgetPlain(Connections connections) {
    try (Connection connection = connections.patient().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set lock_timeout = '10s'");
      statement.execute("vacuum full endpoint");
    } catch (SQLException e) {
      log.warn(
          "the files of the table endpoint may still hold secrets as they were before they were"
              + " sealed; run \"vacuum full endpoint\" in the database when nobody else reads it: {}",
          Trouble.say(e));
    }
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
