package dev.postrider.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the tables every hour: days ahead, days that are over, keys, answers and sessions
 * that have expired, what inboxes no longer need, tasks, changes and counts that are long over,
 * contents that are not to be kept, what an old key has sealed.
 */
public final class Upkeep implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration EVERY = Duration.ofHours(1);

  private final Partitions partitions;
  private final KeySweep keys;
  private final InboxSweep inboxes;
  private final PostgresPortalSessions portalSessions;
  private final PostgresTasks tasks;
  private final PostgresIdempotencyKeys idempotencyKeys;
  private final PostgresPulse pulse;
  private final Emptying emptying;
  private final Resealing resealing;
  private final Audit audit;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("postrider-upkeep").daemon().factory());

  Upkeep(
      Partitions partitions,
      KeySweep keys,
      InboxSweep inboxes,
      PostgresPortalSessions portalSessions,
      PostgresIdempotencyKeys idempotencyKeys,
      PostgresTasks tasks,
      PostgresPulse pulse,
      Emptying emptying,
      Resealing resealing,
      Audit audit) {
    this.partitions = partitions;
    this.keys = keys;
    this.inboxes = inboxes;
    this.portalSessions = portalSessions;
    this.tasks = tasks;
    this.pulse = pulse;
    this.audit = audit;
    this.idempotencyKeys = idempotencyKeys;
    this.emptying = emptying;
    this.resealing = resealing;
  }

  void start() {
    var _ =
        timer.scheduleWithFixedDelay(
            this::runAndSurvive, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  /** Does what is due now. */
  public void run() throws SQLException {
    partitions.run();
    keys.run();
    inboxes.run();
    portalSessions.sweep();
    tasks.sweep();
    pulse.sweep();
    idempotencyKeys.sweep();
    audit.sweep();
    emptying.run();
    var _ = resealing.run(Resealing.Which.OLD);
  }

  /**
   * Failure policy: fail open, because the next hour tries again and the journal makes a missing
   * day itself.
   */
  private void runAndSurvive() {
    try {
      run();
    } catch (SQLException | RuntimeException e) {
      log.warn("upkeep of the database failed, will be tried again in an hour: {}", e.toString());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
