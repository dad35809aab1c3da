package dev.postrider.receiver.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A store in one file, by SQLite (org.xerial:sqlite-jdbc, which must be on the class or module
 * path). Each commit is written to the disk before it returns. One process at a time has it; others
 * may look into the file meanwhile.
 */
public final class SqliteStore extends SqlStore {
  private final String url;
  private final LockFile locked;

  private SqliteStore(String url, LockFile locked, SqliteRows rows) {
    super(rows);
    this.url = url;
    this.locked = locked;
  }

  /**
   * Opens it, and makes the file and its tables when there are none.
   *
   * @param file in a directory that exists, on a disk of this machine; beside it there will be
   *     {@code -wal}, {@code -shm} and {@code .lock}
   * @param prefix how the names of its tables begin
   * @throws IllegalStateException when the driver is missing or another inbox has the file
   * @throws StoreException when it cannot be opened
   */
  public static SqliteStore open(Path file, String prefix) throws StoreException {
    Schema schema = new Schema("sqlite", prefix);
    String path = real(file).toString();
    if (path.indexOf('?') >= 0) {
      throw new IllegalArgumentException("a path of SQLite's has no question mark");
    }
    String url = "jdbc:sqlite:" + path;
    if (DriverManager.drivers().noneMatch(driver -> accepts(driver, url))) {
      throw new IllegalStateException(
          "the driver of SQLite is missing: add org.xerial:sqlite-jdbc to what the program needs");
    }
    SqliteRows rows = new SqliteRows(prefix);
    SqliteStore store = new SqliteStore(url, LockFile.take(Path.of(path + ".lock")), rows);
    try {
      store.transact(
          "the store was not opened",
          connection -> {
            schema.bringUpToDate(connection);
            // Whoever had claimed them is gone: the file is ours.
            return rows.bereave(connection, "");
          });
      return store;
    } catch (Throwable e) {
      store.close();
      throw e;
    }
  }

  private static boolean accepts(java.sql.Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException no) {
      return false;
    }
  }

  /** The path without links; two ways to a file are one file. */
  private static Path real(Path file) throws StoreException {
    Path absolute = file.toAbsolutePath();
    try {
      return absolute.toRealPath();
    } catch (NoSuchFileException fresh) {
      return real(absolute, absolute.getParent());
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private static Path real(Path fresh, @Nullable Path directory) throws StoreException {
    try {
      return directory == null ? fresh : directory.toRealPath().resolve(fresh.getFileName());
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private static StoreException unreachable(IOException e) {
    return new StoreException("the store was not opened: its directory cannot be read", e);
  }

  @Override
  Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    try (Statement pragma = connection.createStatement()) {
      // With both, a commit is one write and one fsync of the log.
      pragma.execute("pragma journal_mode = wal");
      pragma.execute("pragma synchronous = full");
      pragma.execute("pragma busy_timeout = 5000");
      // In pages of 4 KiB: a page that many commits change goes into the file itself once.
      pragma.execute("pragma wal_autocheckpoint = 8000");
      // In KiB. Ids are found in a tree that has no order in time.
      pragma.execute("pragma cache_size = -32000");
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** It sees what was committed before its first query; the log keeps out of its way. */
  @Override
  Borrowed borrow() throws SQLException {
    if (!locked.held()) {
      throw new SQLException("the store is closed");
    }
    return new Reader(connect());
  }

  private record Reader(Connection connection) implements Borrowed {
    @Override
    public void close() {
      end(connection);
    }
  }

  @Override
  void giveUp(Connection connection) {
    end(connection);
  }

  /** Nothing of an unfinished transaction stays. */
  private static void end(Connection connection) {
    try (connection) {
      connection.rollback();
    } catch (SQLException gone) {
      // It was given up for a reason that its user is told.
    }
  }

  /** Nobody else has it. */
  @Override
  public void keepAlive() {}

  @Override
  public void close() {
    super.close();
    locked.release();
  }

  private static final class SqliteRows extends Rows {
    SqliteRows(String prefix) {
      super(prefix);
    }

    @Override
    Set<String> remember(Connection connection, List<Arrival> arrivals) throws SQLException {
      Set<String> fresh = new HashSet<>();
      try (PreparedStatement insert =
          connection.prepareStatement(
              sql("insert into $taken (id, taken) values (?, ?) on conflict do nothing"))) {
        for (Arrival arrival : arrivals) {
          insert.setString(1, arrival.id());
          insert.setLong(2, arrival.received().toEpochMilli());
          insert.addBatch();
        }
        int[] inserted = insert.executeBatch();
        for (int i = 0; i < inserted.length; i++) {
          if (inserted[i] == 1) {
            fresh.add(arrivals.get(i).id());
          }
        }
      }
      return fresh;
    }

    /** A transaction has the whole file. */
    @Override
    void lock(Connection connection, Set<Long> keys) {}

    @Override
    String forMe() {
      return "";
    }
  }
}
