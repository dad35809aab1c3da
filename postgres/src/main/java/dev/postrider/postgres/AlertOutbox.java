package dev.postrider.postgres;

import dev.postrider.alert.Mailer;
import dev.postrider.alert.Notice;
import dev.postrider.message.EndpointId;
import dev.postrider.operational.OperationalEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mails what {@link OperationalEvents} wrote, with a thread of its own. A mail that was taken and
 * not noted before a crash goes out twice.
 */
public final class AlertOutbox implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AlertOutbox.class);
  private static final int PAGE = 50;
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** At most one mail of a kind in this time. */
  private static final Duration DIGEST = Duration.ofMinutes(10);

  private static final Duration FIRST_REST = Duration.ofSeconds(30);
  private static final Duration LONGEST_REST = Duration.ofMinutes(30);

  /** What no mail server has taken for so long is given up. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private static final String WHOSE =
      " where recipient = :recipient and type = :type and endpoint = :endpoint";

  private record Row(Notice notice, int tries, Instant since) {}

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Mailer mailer;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("postrider-alerts").unstarted(this::run);
  private boolean failing;

  AlertOutbox(Jdbi jdbi, InstantSource clock, Mailer mailer) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.mailer = mailer;
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      do {
        round();
      } while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stop) {
      log.warn("alerts by e-mail were interrupted; the rest is sent after a restart");
    }
  }

  /** Failure policy: fail closed and look again, because the rows stay until they are sent. */
  private void round() {
    try {
      Instant now = Numbers.micros(clock.instant());
      for (Row row : due(now)) {
        if (closed.getCount() == 0 || !sent(row, now)) {
          return;
        }
      }
      jdbi.useHandle(handle ->
          handle
              .createUpdate("delete from alert_mail where count = 0 and due <= :now")
              .bind("now", now)
              .execute());
    } catch (RuntimeException broken) {
      if (!failing) {
        log.warn("alerts by e-mail cannot be sent yet: {}", broken.toString());
      }
      failing = true;
    }
  }

  private List<Row> due(Instant now) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select m.*, e.description, a.name
                from alert_mail m
                join endpoint e on e.id = m.endpoint
                join application a on a.id = e.application
                where m.count > 0 and (m.due is null or m.due <= :now)
                order by m.tries, m.due nulls first
                limit %d
                """
                    .formatted(PAGE))
            .bind("now", now)
            .map((rs, _) -> row(rs, now))
            .list());
  }

  private static Row row(ResultSet rs, Instant now) throws SQLException {
    String type = rs.getString("type");
    OperationalEvent event =
        Arrays.stream(OperationalEvent.values())
            .filter(one -> one.type().equals(type))
            .findFirst()
            .orElseThrow();
    var since = rs.getTimestamp("tried_since");
    return new Row(
        new Notice(
            rs.getString("recipient"),
            event,
            rs.getString("name"),
            new EndpointId(rs.getLong("endpoint")),
            rs.getString("description"),
            rs.getLong("count")),
        rs.getInt("tries"),
        since == null ? now : since.toInstant());
  }

  /** False when the mail server had better be left alone for a while. */
  private boolean sent(Row row, Instant now) {
    try {
      mailer.send(row.notice);
    } catch (Mailer.NotTaken refused) {
      if (!failing) {
        log.warn("alerts by e-mail wait: {}", refused.getMessage());
      }
      failing = true;
      later(row, now);
      return false;
    }
    failing = false;
    update(
        "count = count - :sent, due = :next, tries = 0, tried_since = null",
        row,
        statement -> statement.bind("sent", row.notice.times()).bind("next", now.plus(DIGEST)));
    return true;
  }

  private void later(Row row, Instant now) {
    if (!now.isBefore(row.since.plus(LONGEST))) {
      log.warn(
          "an alert of {} at {} is given up: no mail server took it for a day",
          row.notice.event().type(),
          row.notice.endpoint());
      jdbi.useHandle(
          handle -> bind(handle.createUpdate("delete from alert_mail" + WHOSE), row).execute());
      return;
    }
    Duration rest = FIRST_REST.multipliedBy(1L << Math.min(row.tries, 10));
    update(
        "tries = least(tries + 1, 1000), tried_since = :since, due = :next",
        row,
        statement ->
            statement
                .bind("since", row.since)
                .bind("next", now.plus(rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest)));
  }

  /** Binds what is set. */
  @FunctionalInterface
  private interface Bound {
    void to(SqlStatement<?> statement);
  }

  private void update(String set, Row row, Bound bound) {
    jdbi.useHandle(handle -> {
      var update = bind(handle.createUpdate("update alert_mail set " + set + WHOSE), row);
      bound.to(update);
      update.execute();
    });
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Row row) {
    return statement
        .bind("recipient", row.notice.recipient())
        .bind("type", row.notice.event().type())
        .bind("endpoint", row.notice.endpoint().value());
  }

  /** Ends behind the mail under way; the rest is sent after the next start. Twice is harmless. */
  @Override
  public void close() {
    closed.countDown();
    try {
      if (thread.isAlive() && !thread.join(LONGEST_CLOSE)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
