package dev.postrider.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The statements about dead rows, which no relay touches any more. */
final class DeadRows {
  private final TableName table;

  DeadRows(TableName table) {
    this.table = table;
  }

  List<DeadMessage> oldest(Connection connection, int limit) throws SQLException {
    // The order is that of the index.
    String sql =
        """
        select id, application, event_id, event_type, created_at, reason from %s where state = 1
        order by state, application, id limit ?\
        """
            .formatted(table.rows());
    List<DeadMessage> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, limit);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          found.add(
              new DeadMessage(
                  result.getLong(1),
                  result.getString(2),
                  result.getString(3),
                  result.getString(4),
                  Instant.ofEpochMilli(result.getLong(5)),
                  // Somebody may have made it dead by hand.
                  Objects.requireNonNullElse(result.getString(6), "")));
        }
      }
    }
    return List.copyOf(found);
  }

  boolean retry(Connection connection, long id) throws SQLException {
    return one(
        connection,
        "update %s set state = 0, reason = null where id = ? and state = 1".formatted(table.rows()),
        id);
  }

  boolean discard(Connection connection, long id) throws SQLException {
    return one(connection, "delete from %s where id = ? and state = 1".formatted(table.rows()), id);
  }

  private static boolean one(Connection connection, String sql, long id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, id);
      return statement.executeUpdate() == 1;
    }
  }
}
