package dev.postrider.receiver.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A store in tables: one connection, kept until it fails, and one transaction at a time. Safe for
 * many threads.
 */
abstract sealed class SqlStore implements Store permits SqliteStore, PostgresStore {

  /** Names this process's claims. */
  final String owner = UUID.randomUUID().toString();

  private final Rows rows;
  private final KeptRows kept;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Connection connection;
  private boolean closed;

  SqlStore(Rows rows) {
    this.rows = rows;
    this.kept = rows.kept();
  }

  /** A connection without auto-commit, set up for this store. */
  abstract Connection connect() throws SQLException;

  /** One for queries, beside the other. Whoever asked for it gives it back. */
  abstract Borrowed borrow() throws SQLException;

  /** A connection, and how it is given back as it came. */
  interface Borrowed extends AutoCloseable {
    Connection connection();

    @Override
    void close();
  }

  @Override
  public Committed commit(Batch batch) throws StoreException {
    return transact(
        "a batch was not stored",
        c -> {
          Set<Long> keys = rows.keysOf(c, batch.arrivals(), batch.settlements(), owner);
          rows.lock(c, keys);
          Set<String> fresh = rows.remember(c, batch.arrivals());
          rows.insert(c, batch.arrivals(), fresh, batch.now());
          rows.settle(c, batch.settlements(), owner);
          rows.promote(c, keys);
          Instant forget = batch.forget();
          int forgotten = forget == null ? 0 : rows.forget(c, forget, batch.now());
          List<Claimed> claimed = rows.claim(c, batch, owner);
          return new Committed(fresh, claimed, forgotten);
        });
  }

  @Override
  public void giveBack(Set<Long> except) throws StoreException {
    transact("claims were not given back", c -> rows.giveBack(c, owner, except));
  }

  @Override
  public void check() throws StoreException {
    transact("the store was not written to", kept::check);
  }

  @Override
  public Backlog backlog() throws StoreException {
    return read("the webhooks were not counted", kept::backlog);
  }

  @Override
  public List<Dead> dead(int limit) throws StoreException {
    return read("the dead letters were not read", c -> kept.dead(c, limit));
  }

  @Override
  public boolean retry(String id, Instant now) throws StoreException {
    return transact(
        "a dead letter was not made due",
        c -> {
          rows.lock(c, rows.keysOf(c, id));
          return kept.retry(c, id, now);
        });
  }

  @Override
  public boolean discard(String id) throws StoreException {
    return transact("a dead letter was not deleted", c -> kept.discard(c, id));
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      drop();
    } finally {
      lock.unlock();
    }
  }

  /** Something done with a connection. */
  @FunctionalInterface
  interface Transaction<T> {
    T run(Connection connection) throws SQLException;
  }

  /** Does all of it or nothing. After a failure the connection is another one. */
  final <T> T transact(String failure, Transaction<T> work) throws StoreException {
    lock.lock();
    try {
      if (closed) {
        throw new SQLException("the store is closed");
      }
      Connection current = connection;
      if (current == null) {
        current = connect();
        connection = current;
      }
      T result = work.run(current);
      current.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      drop();
      throw new StoreException(failure, e);
    } catch (Throwable error) {
      // Or the next transaction would commit what this one had begun.
      drop();
      throw error;
    } finally {
      lock.unlock();
    }
  }

  /** Queries without holding up the commits. */
  private <T> T read(String failure, Transaction<T> query) throws StoreException {
    try (Borrowed borrowed = borrow()) {
      return query.run(borrowed.connection());
    } catch (SQLException | RuntimeException e) {
      throw new StoreException(failure, e);
    }
  }

  private void drop() {
    Connection old = connection;
    connection = null;
    if (old != null) {
      giveUp(old);
    }
  }

  /** Gives back what {@link #connect} gave: the connection may be a pool's. */
  abstract void giveUp(Connection connection);
}
