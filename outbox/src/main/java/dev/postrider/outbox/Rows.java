package dev.postrider.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The relay's statements. A row waits (state 0) until it is deleted because Postrider has it, or is
 * dead (state 1) because Postrider will never take it.
 *
 * <p>Waiting rows are looked for one by one and never beyond a mark: whoever got a smaller id may
 * well commit later.
 */
final class Rows {
  static final int WAITING = 0;
  static final int DEAD = 1;

  private static final int REASON = 1_000;

  /** An application's name has a character at least. */
  private static final String BEFORE_ALL = "";

  private final TableName table;

  Rows(TableName table) {
    this.table = table;
  }

  /**
   * The next application of which rows wait, in the order of their names and from the beginning
   * again; none when nothing waits. It takes an entry or two of the index, however many rows wait.
   */
  Optional<String> applicationAfter(Connection connection, String last) throws SQLException {
    String sql =
        """
        select application from %s where state = 0 and application > ?
        order by state, application limit 1\
        """
            .formatted(table.rows());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (String before : last.isEmpty() ? List.of(BEFORE_ALL) : List.of(last, BEFORE_ALL)) {
        statement.setString(1, before);
        try (ResultSet result = statement.executeQuery()) {
          if (result.next()) {
            return Optional.of(result.getString(1));
          }
        }
      }
      return Optional.empty();
    }
  }

  /** When the oldest row that waits was written; reads them all, as counting does. */
  Optional<Instant> oldest(Connection connection) throws SQLException {
    String sql = "select min(created_at) from %s where state = 0".formatted(table.rows());
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      result.next();
      long then = result.getLong(1);
      return result.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(then));
    }
  }

  /** How many rows are in this state. */
  long count(Connection connection, int state) throws SQLException {
    String sql = "select count(*) from %s where state = ?".formatted(table.rows());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, state);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  /**
   * Takes the relays' turn until the end of the transaction; false when another relay has it. The
   * database gives it back should this process die.
   */
  boolean takeTurn(Connection connection) throws SQLException {
    String sql = "select id from %s where id = 1 for update skip locked".formatted(table.turn());
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      return result.next();
    }
  }

  /** The first rows of an application that wait, in the order of their ids. */
  List<Waiting> waiting(Connection connection, String application, int most) throws SQLException {
    // The order is that of the index in full, so that no database reads by the ids alone.
    String sql =
        """
        select id, message_bytes from %s where state = 0 and application = ?
        order by state, application, id limit ?\
        """
            .formatted(table.rows());
    List<Waiting> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, application);
      statement.setInt(2, most);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          found.add(new Waiting(result.getLong(1), application, result.getInt(2)));
        }
      }
    }
    return found;
  }

  /** The messages of these rows, those that are still there, in the order of their ids. */
  List<Waiting.Loaded> load(Connection connection, List<Waiting> rows) throws SQLException {
    String sql =
        "select id, event_id, message, deliver_at from %s where id in (%s) order by id"
            .formatted(table.rows(), marks(rows.size()));
    List<Waiting.Loaded> loaded = new ArrayList<>(rows.size());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < rows.size(); i++) {
        statement.setLong(i + 1, rows.get(i).id());
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          long deliverAt = result.getLong(4);
          Instant time = result.wasNull() ? null : Instant.ofEpochMilli(deliverAt);
          loaded.add(
              new Waiting.Loaded(
                  result.getLong(1), result.getString(2), result.getString(3), time));
        }
      }
    }
    return loaded;
  }

  /** These are Postrider's now. */
  void delete(Connection connection, List<Long> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    String sql = "delete from %s where id in (%s)".formatted(table.rows(), marks(ids.size()));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < ids.size(); i++) {
        statement.setLong(i + 1, ids.get(i));
      }
      statement.executeUpdate();
    }
  }

  /** This will never be taken, for this reason. */
  void bury(Connection connection, long id, String reason) throws SQLException {
    String sql = "update %s set state = 1, reason = ? where id = ?".formatted(table.rows());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      // PostgreSQL knows no NUL, and columns count code points or UTF-16.
      String storable = reason.replace('\0', ' ');
      int end = Math.min(storable.length(), REASON);
      boolean half = end > 0 && Character.isHighSurrogate(storable.charAt(end - 1));
      statement.setString(1, storable.substring(0, half ? end - 1 : end));
      statement.setLong(2, id);
      statement.executeUpdate();
    }
  }

  private static String marks(int count) {
    return String.join(",", Collections.nCopies(count, "?"));
  }
}
