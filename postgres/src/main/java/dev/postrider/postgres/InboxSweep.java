package dev.postrider.postgres;

import dev.postrider.inbox.ContactTokens;
import dev.postrider.message.Keys;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Removes what inboxes hold for nothing, in pieces that hold nobody up: messages that fell out and
 * are older than the log, all that belonged to applications which are deleted, and tokens whose
 * time is over.
 */
final class InboxSweep {
  private static final int PIECE = 10_000;

  private static final String DELETE =
      "delete from %1$s where ctid = any (array(select ctid from %1$s where %2$s limit "
          + PIECE
          + "))";

  /** No publish that found the application still there takes as long. */
  private static final Duration STRAGGLERS = Duration.ofMinutes(1);

  private static final String ORPHANS =
      """
      select id from application a
      where deleted and updated_at < ?
        and exists (select from inbox_contact c where c.application = a.id)
      """;

  private final DataSource database;
  private final InstantSource clock;
  private final Duration retention;

  InboxSweep(DataSource database, InstantSource clock, Duration retention) {
    this.database = database;
    this.clock = clock;
    this.retention = retention;
  }

  void run() throws SQLException {
    try (Connection connection = database.getConnection()) {
      delete(
          connection,
          "inbox",
          "fallen and message < ?",
          Keys.floorOf(clock.instant().minus(retention)));
      for (long application : orphans(connection)) {
        delete(connection, "inbox", "application = ?", application);
        delete(connection, "inbox_contact", "application = ?", application);
      }
      delete(
          connection,
          "inbox_token",
          "given_at <= ?",
          Timestamp.from(clock.instant().minus(ContactTokens.VALIDITY)));
    }
  }

  private List<Long> orphans(Connection connection) throws SQLException {
    List<Long> orphans = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(ORPHANS)) {
      statement.setTimestamp(1, Timestamp.from(clock.instant().minus(STRAGGLERS)));
      try (ResultSet rs = statement.executeQuery()) {
        while (rs.next()) {
          orphans.add(rs.getLong(1));
        }
      }
    }
    return orphans;
  }

  private static void delete(Connection connection, String table, String which, Object bound)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(DELETE.formatted(table, which))) {
      statement.setObject(1, bound);
      while (statement.executeUpdate() == PIECE) {
        // More of them may be left.
      }
    }
  }
}
