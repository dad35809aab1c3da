package dev.postrider.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock on the database that lives as long as its connection, so that a second process is refused
 * in one sentence before it changes anything. The epochs of {@link Shards} are what makes it safe.
 */
final class Ownership implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Ownership.class);

  /** "postrid" in ASCII. */
  private static final long LOCK = 0x706f7374726964L;

  /** A predecessor that was killed may hold it for a moment. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Connections connections;

  /** Has the lock; a connection that was refused it would be as valid as this one. */
  private @Nullable Connection connection;

  Ownership(Connections connections) {
    this.connections = connections;
  }

  /** Takes the lock, or says that another process has it. */
  void take() throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!tryTake()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "another Postrider is running on this database; stop it first, or use another database");
      }
      Thread.sleep(100);
    }
  }

  /** Takes the lock again if its connection was lost. */
  void retake() throws SQLException {
    if (connection != null && connection.isValid(2)) {
      return;
    }
    close();
    if (!tryTake()) {
      throw new SQLException("the lock of the log is still held by another connection", "55P03");
    }
  }

  private boolean tryTake() throws SQLException {
    Connection opened = connections.open("postrider lock");
    connection = opened;
    boolean taken = false;
    try (Statement statement = opened.createStatement();
        ResultSet rs = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
      taken = rs.next() && rs.getBoolean(1);
    } finally {
      if (!taken) {
        close();
      }
    }
    return taken;
  }

  @Override
  public void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      log.debug("closing the connection of the lock", e);
    }
    connection = null;
  }
}
