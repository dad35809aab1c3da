package dev.postrider.postgres;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.MessageId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The rows of the shards: which are ours, under which epoch, and how far each is. For one thread at
 * a time, unless more is said.
 */
final class Shards {
  /** The row of a shard as it was read. */
  record Row(long epoch, MessageId checkpoint, long batch, long lastKey) {}

  /** Another process has taken the shard. */
  static final class Fenced extends Exception {
    private static final long serialVersionUID = 1;

    Fenced() {
      super("another process has taken over the log on this database");
    }
  }

  /** Stands for "before every message" where a key has to be positive. */
  private static final long BEGINNING = 1;

  private final int count;
  private final UUID owner;
  private final long[] epochs;

  /** {@code owner} names this process among all that ever owned a shard. */
  Shards(int count, UUID owner) {
    this.count = count;
    this.owner = owner;
    this.epochs = new long[count];
  }

  int count() {
    return count;
  }

  /** Which shard an application belongs to; spreads neighbouring keys. */
  int of(ApplicationId application) {
    return (int) (((application.value() * 0x9e3779b97f4a7c15L) >>> 33) % count);
  }

  long epoch(int shard) {
    return epochs[shard];
  }

  /**
   * Makes the shards ours in one transaction. When their number has changed, applications move
   * between them, so that all begin at the lowest checkpoint.
   */
  Map<Integer, Row> takeOver(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    Map<Integer, Row> stored = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rs =
            statement.executeQuery(
                "select shard, epoch, checkpoint, batch, last_key from shard for update")) {
      while (rs.next()) {
        stored.put(
            rs.getInt(1),
            new Row(rs.getLong(2), new MessageId(rs.getLong(3)), rs.getLong(4), rs.getLong(5)));
      }
    }
    if (stored.size() != count) {
      resize(connection, stored.values());
      connection.commit();
      return takeOver(connection);
    }
    Map<Integer, Row> ours = new HashMap<>();
    for (var entry : stored.entrySet()) {
      Row row = entry.getValue();
      epochs[entry.getKey()] = row.epoch() + 1;
      ours.put(
          entry.getKey(), new Row(row.epoch() + 1, row.checkpoint(), row.batch(), row.lastKey()));
    }
    try (PreparedStatement statement =
        connection.prepareStatement("update shard set epoch = epoch + 1, owner = ?")) {
      statement.setObject(1, owner);
      statement.executeUpdate();
    }
    connection.commit();
    return ours;
  }

  private void resize(Connection connection, Collection<Row> stored) throws SQLException {
    long epoch = stored.stream().mapToLong(Row::epoch).max().orElse(0);
    long batch = stored.stream().mapToLong(Row::batch).max().orElse(0);
    long lastKey = stored.stream().mapToLong(Row::lastKey).max().orElse(BEGINNING);
    long checkpoint =
        stored.stream().mapToLong(r -> r.checkpoint().value()).min().orElse(BEGINNING);
    try (Statement clear = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into shard (shard, epoch, checkpoint, batch, last_key)
                select shard, ?, ?, ?, ? from generate_series(0, ?) as shard
                """)) {
      clear.executeUpdate("delete from shard");
      insert.setLong(1, epoch);
      insert.setLong(2, checkpoint);
      insert.setLong(3, batch);
      insert.setLong(4, lastKey);
      insert.setInt(5, count - 1);
      insert.executeUpdate();
    }
  }

  /**
   * Goes on after a lost connection. Raising the epoch waits for whatever the old connection still
   * does and makes all that it has not committed impossible, so that what is read here is final.
   *
   * @return how many batches each shard has seen
   */
  Map<Integer, Long> resume(Connection connection) throws SQLException, Fenced {
    connection.setAutoCommit(false);
    Map<Integer, Long> batches = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            update shard set epoch = epoch + 1 where shard = ? and owner = ?
            returning epoch, batch
            """)) {
      long[] raised = new long[count];
      for (int shard = 0; shard < count; shard++) {
        statement.setInt(1, shard);
        // By owner and not by epoch: the commit of an earlier resume may have been lost as well.
        statement.setObject(2, owner);
        try (ResultSet rs = statement.executeQuery()) {
          if (!rs.next()) {
            connection.rollback();
            throw new Fenced();
          }
          raised[shard] = rs.getLong(1);
          batches.put(shard, rs.getLong(2));
        }
      }
      connection.commit();
      System.arraycopy(raised, 0, epochs, 0, count);
    }
    return batches;
  }

  /**
   * Moves the checkpoints of the shards on and counts the batch, as the last statement of its
   * transaction.
   *
   * @return the number of the batch in each shard
   */
  Map<Integer, Long> advance(
      Connection connection, Map<Integer, MessageId> checkpoints, long lastKey)
      throws SQLException, Fenced {
    int n = checkpoints.size();
    short[] shards = new short[n];
    long[] expected = new long[n];
    long[] moved = new long[n];
    int at = 0;
    for (var entry : checkpoints.entrySet()) {
      shards[at] = entry.getKey().shortValue();
      expected[at] = epochs[entry.getKey()];
      moved[at++] = entry.getValue().value();
    }
    Map<Integer, Long> batches = HashMap.newHashMap(n);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            update shard s
            set checkpoint = greatest(s.checkpoint, u.checkpoint), batch = s.batch + 1,
                last_key = greatest(s.last_key, ?)
            from unnest(?::smallint[], ?::bigint[], ?::bigint[]) as u (shard, epoch, checkpoint)
            where s.shard = u.shard and s.epoch = u.epoch
            returning s.shard, s.batch
            """)) {
      statement.setLong(1, lastKey);
      statement.setArray(2, ParkedRows.array(connection, "int2", shards));
      statement.setArray(3, ParkedRows.array(connection, "int8", expected));
      statement.setArray(4, ParkedRows.array(connection, "int8", moved));
      try (ResultSet rs = statement.executeQuery()) {
        while (rs.next()) {
          batches.put(rs.getInt(1), rs.getLong(2));
        }
      }
    }
    if (batches.size() != n) {
      throw new Fenced();
    }
    return batches;
  }

  /**
   * Takes note of a key that was given beside the journal, as the last statement of its
   * transaction: whoever takes over waits for that, or it does not happen. Safe for use by many
   * threads.
   */
  void raise(Connection connection, long lastKey) throws SQLException, Fenced {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update shard set last_key = greatest(last_key, ?) where owner = ?")) {
      statement.setLong(1, lastKey);
      statement.setObject(2, owner);
      if (statement.executeUpdate() != count) {
        connection.rollback();
        throw new Fenced();
      }
    }
  }

  /** A checkpoint below every message: leaves the stored one where it is. */
  static MessageId unmoved() {
    return new MessageId(BEGINNING);
  }
}
