package dev.postrider.server.cost;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * Lets nobody write to a table. The journal's next transaction that would, waits, and what is
 * handed to the journal meanwhile goes into the one after it: so it is decided here, and not by how
 * fast anything is, how many transactions there are.
 */
final class Hold implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Connection connection;
  private final String table;

  Hold(String database, String table) throws SQLException {
    this.table = table;
    this.connection = DriverManager.getConnection(database);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("lock table " + table + " in share mode");
    }
  }

  /** Returns when a transaction waits. */
  void awaitCaught() {
    Awaitility.await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(5))
        .until(() ->
            number(
                    connection,
                    "select count(*) from pg_locks where not granted and relation = '%s'::regclass"
                        .formatted(table))
                > 0);
  }

  static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rs = statement.executeQuery(sql)) {
      rs.next();
      return rs.getLong(1);
    }
  }

  /** Lets it go on. */
  @Override
  public void close() throws SQLException {
    connection.rollback();
    connection.close();
  }
}
