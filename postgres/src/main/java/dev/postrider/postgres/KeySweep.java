package dev.postrider.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Removes publish keys that have expired, in pieces that hold nobody up. */
final class KeySweep {
  private static final int PIECE = 10_000;

  private static final String DELETE =
      """
      delete from publish_key
      where ctid = any (array(
        select ctid from publish_key
        where message < ? and kind = ?
        limit ?))
      """;

  private final DataSource database;
  private final PublishKeys keys;

  KeySweep(DataSource database, PublishKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  void run() throws SQLException {
    for (PublishKeys.Kind kind : PublishKeys.Kind.values()) {
      int deleted;
      do {
        try (Connection connection = database.getConnection();
            PreparedStatement statement = connection.prepareStatement(DELETE)) {
          statement.setLong(1, keys.floor(kind));
          statement.setInt(2, kind.number);
          statement.setInt(3, PIECE);
          deleted = statement.executeUpdate();
        }
      } while (deleted == PIECE);
    }
  }
}
