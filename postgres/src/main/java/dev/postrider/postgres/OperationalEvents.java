package dev.postrider.postgres;

import dev.postrider.message.AttemptId;
import dev.postrider.operational.OperationalApplication;
import dev.postrider.operational.OperationalEvent;
import dev.postrider.record.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Writes what organisations are told about themselves, in the transaction of what it tells of: both
 * are there afterwards, or neither. {@link OperationalOutbox} sends it. Safe for use by many
 * threads.
 *
 * <p>Whether there is anybody to tell is known from memory: as long as no organisation has
 * registered an operational webhook, all this costs a comparison. Who exactly listens is asked of
 * the database, whose answer is never too old.
 */
final class OperationalEvents {
  /** Those of the happenings that an enabled endpoint waits for, and what its body needs. */
  private static final String LISTENED =
      """
      select h.at, reserved.id, owner.uid,
             (select event_id from message
              where application = h.application and id = h.message)
      from unnest(?::int[], ?::bigint[], ?::text[], ?::bigint[]) h (at, application, type, message)
      join application owner on owner.id = h.application
      join application reserved
        on reserved.organisation = ? || owner.organisation and not reserved.deleted
      where exists (
        select from endpoint
        where application = reserved.id and status = 0
          and (event_types = '{}' or h.type = any (event_types)))
      order by h.at
      """;

  private static final String INSERT =
      """
      insert into operational_event (application, type, body)
      select application, type, body
      from unnest(?::bigint[], ?::text[], ?::text[]) with ordinality e (application, type, body, at)
      order by at
      """;

  /**
   * Of each kind one row, whatever happens how often; in one order, so that nobody waits for whom
   * he holds up.
   */
  private static final String MAIL =
      """
      insert into alert_mail (recipient, type, endpoint, count)
      select email, h.type, h.endpoint, count(*)
      from unnest(?::bigint[], ?::text[], ?::bigint[]) h (application, type, endpoint)
      join application owner on owner.id = h.application
      join alert a
        on a.organisation = owner.organisation
          and coalesce(a.application, owner.id) = owner.id and h.type = any (a.event_types)
      cross join unnest(a.emails) email
      group by email, h.type, h.endpoint
      order by email, h.type, h.endpoint
      on conflict (recipient, type, endpoint)
        do update set count = alert_mail.count + excluded.count
      """;

  private record Row(long application, String type, String body) {}

  private final Semaphore written = new Semaphore(0);
  private volatile boolean listening;
  private volatile boolean mails;
  private volatile boolean alerted;

  OperationalEvents(Jdbi jdbi) {
    this.listening =
        jdbi.withHandle(handle ->
            handle
                .createQuery(
                    """
                    select exists (select from application where organisation like 'operational:%')
                    """)
                .mapTo(Boolean.class)
                .one());
    this.alerted =
        jdbi.withHandle(handle ->
            handle.createQuery("select exists (select from alert)").mapTo(Boolean.class).one());
  }

  /** From now on there is somebody who sends e-mails; without, none are written. */
  void mails() {
    mails = true;
  }

  /** To be called before an organisation's first alert is stored for all to see. */
  void alerted() {
    alerted = true;
  }

  private boolean alerting() {
    return mails && alerted;
  }

  /** To be called before an organisation's first operational webhook is stored. */
  void listen() {
    listening = true;
  }

  /** False as long as nobody can be told anything. */
  boolean listening() {
    return listening;
  }

  /** Writes the happenings that somebody listens for; they are sent after the commit. */
  void write(Handle handle, List<? extends Happening> happenings) {
    if (listening || alerting()) {
      try {
        write(handle.getConnection(), happenings);
      } catch (SQLException e) {
        throw new IllegalStateException("what happened cannot be written: " + Trouble.say(e), e);
      }
    }
  }

  /**
   * The same for what came of attempts.
   *
   * @param ids those of the attempts, entry by entry
   * @return true when something was written
   */
  boolean write(Connection connection, List<Batch.Recorded> entries, long[] ids)
      throws SQLException {
    if (!listening && !alerting()) {
      return false;
    }
    List<Happening> happenings = List.of();
    for (int i = 0; i < ids.length; i++) {
      Entry entry = entries.get(i).entry();
      OperationalEvent event = OperationalEvent.of(entry);
      if (event != null) {
        happenings = happenings.isEmpty() ? new ArrayList<>() : happenings;
        happenings.add(new Happening.OfAttempt(event, entry, new AttemptId(ids[i])));
      }
    }
    return !happenings.isEmpty() && write(connection, happenings);
  }

  private boolean write(Connection connection, List<? extends Happening> happenings)
      throws SQLException {
    if (alerting() && !happenings.isEmpty()) {
      mail(connection, happenings);
    }
    if (!listening) {
      return false;
    }
    List<Row> rows = listened(connection, happenings);
    if (rows.isEmpty()) {
      return false;
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setArray(
          1, connection.createArrayOf("int8", rows.stream().map(Row::application).toArray()));
      statement.setArray(
          2, connection.createArrayOf("text", rows.stream().map(Row::type).toArray()));
      statement.setArray(
          3, connection.createArrayOf("text", rows.stream().map(Row::body).toArray()));
      statement.executeUpdate();
    }
    return true;
  }

  private static void mail(Connection connection, List<? extends Happening> happenings)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MAIL)) {
      statement.setArray(
          1,
          connection.createArrayOf(
              "int8", happenings.stream().map(one -> one.application().value()).toArray()));
      statement.setArray(
          2,
          connection.createArrayOf(
              "text", happenings.stream().map(one -> one.event().type()).toArray()));
      statement.setArray(
          3,
          connection.createArrayOf(
              "int8", happenings.stream().map(one -> one.at().value()).toArray()));
      statement.executeUpdate();
    }
  }

  private static List<Row> listened(Connection connection, List<? extends Happening> happenings)
      throws SQLException {
    Object[] at = new Object[happenings.size()];
    Object[] applications = new Object[at.length];
    Object[] types = new Object[at.length];
    @Nullable Object[] messages = new @Nullable Object[at.length];
    for (int i = 0; i < at.length; i++) {
      Happening happening = happenings.get(i);
      at[i] = i;
      applications[i] = happening.application().value();
      types[i] = happening.event().type();
      messages[i] =
          happening instanceof Happening.OfAttempt attempt
              ? attempt.entry().message().value()
              : null;
    }
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(LISTENED)) {
      statement.setArray(1, connection.createArrayOf("int4", at));
      statement.setArray(2, connection.createArrayOf("int8", applications));
      statement.setArray(3, connection.createArrayOf("text", types));
      statement.setArray(4, connection.createArrayOf("int8", messages));
      statement.setString(5, OperationalApplication.ORGANISATION_PREFIX);
      try (ResultSet rs = statement.executeQuery()) {
        while (rs.next()) {
          Happening happening = happenings.get(rs.getInt(1));
          rows.add(
              new Row(
                  rs.getLong(2),
                  happening.event().type(),
                  HappeningBody.write(happening, rs.getString(3), rs.getString(4))));
        }
      }
    }
    return rows;
  }

  /** What was written is committed, as far as the caller knows: it may be sent. */
  void committed() {
    if (listening) {
      wake();
    }
  }

  /** Ends a wait. */
  void wake() {
    written.release();
  }

  /** Waits until there may be something to send, or this time has passed. */
  void await(Duration longest) throws InterruptedException {
    if (written.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      written.drainPermits();
    }
  }
}
