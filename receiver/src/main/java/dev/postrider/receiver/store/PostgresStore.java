package dev.postrider.receiver.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A store in a PostgreSQL database, 15 or newer. Several processes may share its tables: each
 * webhook is handled by one of them. It keeps one connection.
 *
 * <p>A process says every few seconds that it is alive. Of one that has not been heard of for the
 * lease, the others take over what it had claimed. If it lives all the same, cut off or stopped for
 * that long, what its handlers were at is handled once more, except when they join the transaction:
 * theirs is then rolled back.
 */
public final class PostgresStore extends SqlStore {
  /** How long the claims of a process stand that is not heard of. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  private static final String NOW = "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";

  /** A database that says nothing for so long is away. Shorter than a lease. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  /**
   * How long the server lets a transaction with our locks stand still, in milliseconds: of a
   * process that is stopped or cut off in the middle of one. Shorter than a lease.
   */
  private static final String STANDSTILL = "20000";

  private final DataSource source;
  private final PostgresRows rows;
  private final Duration lease;

  /** How the present connection came, if there is one. */
  private @Nullable Session before;

  private PostgresStore(DataSource source, PostgresRows rows, Duration lease) {
    super(rows);
    this.source = source;
    this.rows = rows;
    this.lease = lease;
  }

  /**
   * Opens it, and makes its tables when there are none.
   *
   * @param prefix how the names of its tables begin
   * @throws StoreException when the database is away or another one
   */
  public static PostgresStore open(DataSource source, String prefix) throws StoreException {
    return open(source, prefix, LEASE);
  }

  static PostgresStore open(DataSource source, String prefix, Duration lease)
      throws StoreException {
    Schema schema = new Schema("postgres", prefix);
    PostgresRows rows = new PostgresRows(prefix);
    PostgresStore store = new PostgresStore(source, rows, lease);
    try {
      store.transact(
          "the store was not opened",
          connection -> {
            String product = connection.getMetaData().getDatabaseProductName();
            if (!product.equals("PostgreSQL")) {
              throw new IllegalArgumentException(
                  "the database is " + product + "; an inbox knows PostgreSQL");
            }
            // One process at a time makes the tables.
            rows.lock(connection, Set.of(0L));
            schema.bringUpToDate(connection);
            return true;
          });
      store.keepAlive();
      return store;
    } catch (Throwable e) {
      store.close();
      throw e;
    }
  }

  @Override
  Connection connect() throws SQLException {
    Connection connection = source.getConnection();
    Session came = null;
    try {
      came = Session.of(connection);
      // Where commits return before they are on disk, ours do not: the sender will not come again.
      String synchronous = came.synchronous().equals("off") ? "on" : came.synchronous();
      // The statements count on seeing what others have committed before each.
      new Session(
              false,
              (int) SILENCE.toMillis(),
              Connection.TRANSACTION_READ_COMMITTED,
              synchronous,
              STANDSTILL)
          .apply(connection);
      before = came;
      return connection;
    } catch (SQLException e) {
      before = came;
      giveUp(connection);
      throw e;
    }
  }

  @Override
  void giveUp(Connection connection) {
    Session came = before;
    before = null;
    try (connection) {
      if (came != null) {
        connection.rollback();
        came.apply(connection);
      }
    } catch (SQLException gone) {
      // It was given up for a reason that its user is told.
    }
  }

  /** How a connection is, which may be a pool's; all that the store changes of it. */
  private record Session(
      boolean autoCommit,
      int networkTimeout,
      int isolation,
      String synchronous,
      String standstill) {
    /** Leaves no transaction behind. */
    static Session of(Connection connection) throws SQLException {
      boolean autoCommit = connection.getAutoCommit();
      int networkTimeout = connection.getNetworkTimeout();
      int isolation = connection.getTransactionIsolation();
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "select current_setting('synchronous_commit'),"
                      + " current_setting('idle_in_transaction_session_timeout')")) {
        rows.next();
        Session session =
            new Session(
                autoCommit, networkTimeout, isolation, rows.getString(1), rows.getString(2));
        if (!autoCommit) {
          connection.rollback();
        }
        return session;
      }
    }

    /** On one without a transaction. */
    void apply(Connection connection) throws SQLException {
      connection.setNetworkTimeout(Runnable::run, networkTimeout);
      connection.setAutoCommit(true);
      connection.setTransactionIsolation(isolation);
      try (PreparedStatement set =
          connection.prepareStatement(
              "select set_config('synchronous_commit', ?, false),"
                  + " set_config('idle_in_transaction_session_timeout', ?, false)")) {
        set.setString(1, synchronous);
        set.setString(2, standstill);
        set.execute();
      }
      connection.setAutoCommit(autoCommit);
    }
  }

  @Override
  Borrowed borrow() throws SQLException {
    return new Lent(source.getConnection(), SILENCE);
  }

  /** A connection for one transaction, which sees what others have committed before each query. */
  private static final class Lent implements Borrowed {
    private final Connection connection;
    private final boolean autoCommit;
    private final int networkTimeout;

    /** Silence for so long ends it; null for as long as its data source lets it wait. */
    Lent(Connection connection, @Nullable Duration silence) throws SQLException {
      this.connection = connection;
      try {
        this.autoCommit = connection.getAutoCommit();
        this.networkTimeout = connection.getNetworkTimeout();
        if (silence != null) {
          connection.setNetworkTimeout(Runnable::run, (int) silence.toMillis());
        }
        connection.setAutoCommit(false);
        // Of this transaction alone: the next user of the connection finds it as it was.
        try (Statement statement = connection.createStatement()) {
          statement.execute("set transaction isolation level read committed");
        }
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    }

    @Override
    public Connection connection() {
      return connection;
    }

    /** After a commit there is nothing to be rolled back. */
    @Override
    public void close() {
      try (connection) {
        connection.rollback();
        connection.setNetworkTimeout(Runnable::run, networkTimeout);
        connection.setAutoCommit(autoCommit);
      } catch (SQLException gone) {
        // It was given up for a reason that its user is told.
      }
    }
  }

  @Override
  public void keepAlive() throws StoreException {
    transact(
        "the store was not told that this process is alive",
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                rows.sql("insert into $process (owner, alive_until) values ('")
                    + owner
                    + "', "
                    + NOW
                    + " + "
                    + lease.toMillis()
                    + ") on conflict (owner) do update set alive_until = excluded.alive_until");
            statement.executeUpdate(rows.sql("delete from $process where alive_until < ") + NOW);
            return rows.bereave(connection, " and owner not in (select owner from $process)");
          }
        });
  }

  @Override
  public boolean joins() {
    return true;
  }

  @Override
  public boolean settleWith(Claimed webhook, Work work) throws Exception {
    try (Lent lent = new Lent(source.getConnection(), null)) {
      Connection connection = lent.connection();
      work.run(connection);
      Long key = webhook.orderKey();
      Set<Long> keys = key == null ? Set.of() : Set.of(key);
      // Not before: what the handler waits for is its own affair, while it has no lock of ours.
      try (Statement statement = connection.createStatement()) {
        statement.execute("set local idle_in_transaction_session_timeout = " + STANDSTILL);
      }
      rows.lock(connection, keys);
      int settled = rows.settle(connection, List.of(new Settlement.Done(webhook.number())), owner);
      if (settled == 0) {
        return false;
      }
      rows.promote(connection, keys);
      connection.commit();
      return true;
    }
  }

  /** Says goodbye when nothing is left; what still runs keeps its claims for the lease. */
  @Override
  public void close() {
    try {
      transact(
          "the store was not told of the end",
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.executeUpdate(
                  rows.sql("delete from $process where owner = '")
                      + owner
                      + rows.sql("' and not exists (select 1 from $webhook where owner = '")
                      + owner
                      + "')");
            }
          });
    } catch (StoreException away) {
      // Then the lease ends by itself.
    }
    super.close();
  }

  private static final class PostgresRows extends Rows {
    /** Keys share so many locks: the server has room for a few thousand, of all its clients. */
    private static final int STRIPES = 256;

    /** Our locks among those of the database, which all have two numbers. */
    private final int space;

    PostgresRows(String prefix) {
      super(prefix);
      this.space = ("postrider inbox " + prefix).hashCode();
    }

    /** In the order of the ids, so that two processes never wait for each other. */
    @Override
    Set<String> remember(Connection connection, List<Arrival> arrivals) throws SQLException {
      Set<String> fresh = new HashSet<>();
      if (arrivals.isEmpty()) {
        return fresh;
      }
      Array ids = connection.createArrayOf("text", arrivals.stream().map(Arrival::id).toArray());
      Array times =
          connection.createArrayOf(
              "bigint", arrivals.stream().map(a -> a.received().toEpochMilli()).toArray());
      try (PreparedStatement insert =
          connection.prepareStatement(
              sql(
                  """
                  insert into $taken (id, taken)
                  select a.id, a.taken from unnest(?, ?) as a (id, taken) order by a.id
                  on conflict do nothing returning id
                  """))) {
        insert.setArray(1, ids);
        insert.setArray(2, times);
        try (ResultSet rows = insert.executeQuery()) {
          while (rows.next()) {
            fresh.add(rows.getString(1));
          }
        }
      }
      return fresh;
    }

    /** One after the other, the smallest stripe first, as all processes do. */
    @Override
    void lock(Connection connection, Set<Long> keys) throws SQLException {
      if (keys.isEmpty()) {
        return;
      }
      Set<Integer> stripes = new TreeSet<>();
      keys.forEach(key -> stripes.add(Math.floorMod(key, STRIPES)));
      try (PreparedStatement lock =
          connection.prepareStatement(
              "select count(pg_advisory_xact_lock(?, k)) from (select unnest(?) as k) as stripes")) {
        lock.setInt(1, space);
        lock.setArray(2, connection.createArrayOf("integer", stripes.toArray()));
        lock.execute();
      }
    }

    @Override
    String forMe() {
      return "for update skip locked";
    }
  }
}
