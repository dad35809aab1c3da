package dev.postrider.outbox;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Has an event sent if, and only if, the transaction commits in which it is published. Safe for use
 * by many threads, each with its own connection.
 *
 * <p>The event is a row in a table of the sender's own database; {@link OutboxRelay} takes it from
 * there to Postrider. So neither is an event sent of what was rolled back, nor is one lost when the
 * process dies, or Postrider cannot be reached, after the commit.
 *
 * <pre>{@code
 * connection.setAutoCommit(false);
 * saveOrder(connection, order);
 * outbox.publish(
 *     connection,
 *     OutboxMessage.json("shop", "order.paid", "{\"order\":7}").orderingKey("order-7").build());
 * connection.commit();
 * }</pre>
 */
public final class Outbox {
  /** The table's name when nothing else is said. */
  public static final String TABLE = "postrider_outbox";

  /** What a message may have together, as JSON in UTF-8; half of what Postrider takes at once. */
  public static final int MOST_BYTES = 1024 * 1024;

  private static final int MOST_DEAD = 1_000;
  private static final Duration FARTHEST = Duration.ofDays(30);

  private final TableName table;
  private final InstantSource clock;
  private final DeadRows dead;
  private final String insert;

  /** The outbox in the table {@link #TABLE}. */
  public Outbox() {
    this(TABLE);
  }

  /**
   * The outbox in this table, whose schema may stand before it, with a point.
   *
   * @throws IllegalArgumentException when it is no plain name
   */
  public Outbox(String table) {
    this(table, InstantSource.system());
  }

  /**
   * The same by another clock, which says when a message was published.
   *
   * @throws IllegalArgumentException when the table's is no plain name
   */
  public Outbox(String table, InstantSource clock) {
    this.table = new TableName(table);
    this.clock = clock;
    this.dead = new DeadRows(this.table);
    this.insert =
        """
        insert into %s (application, event_id, event_type, message, message_bytes, deliver_at,
          created_at)
        values (?, ?, ?, ?, ?, ?, ?)\
        """
            .formatted(this.table.rows());
  }

  /**
   * Writes a message as a part of the connection's transaction. It neither commits nor closes
   * anything.
   *
   * @return the message's event id
   * @throws IllegalStateException when the connection commits by itself: the event would be sent
   *     whatever becomes of the rest
   * @throws IllegalArgumentException when the payload is no JSON, the message is longer than {@link
   *     #MOST_BYTES}, or it is to be delivered more than 30 days from now
   */
  public String publish(Connection connection, OutboxMessage message) throws SQLException {
    if (connection.getAutoCommit()) {
      throw new IllegalStateException(
          "publish() belongs into the transaction of what it tells of: call setAutoCommit(false)"
              + " before, or begin a transaction");
    }
    Instant now = clock.instant();
    Instant deliverAt = message.deliverAt();
    if (deliverAt != null && deliverAt.isAfter(now.plus(FARTHEST))) {
      throw new IllegalArgumentException("deliverAt must be 30 days from now at most");
    }
    String json = MessageJson.of(message);
    int bytes = json.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "a message has %,d bytes as JSON at most, not %,d".formatted(MOST_BYTES, bytes));
    }
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      statement.setString(1, message.application());
      statement.setString(2, message.eventId());
      statement.setString(3, message.eventType());
      statement.setString(4, json);
      statement.setInt(5, bytes);
      if (deliverAt == null) {
        statement.setNull(6, Types.BIGINT);
      } else {
        statement.setLong(6, deliverAt.toEpochMilli());
      }
      statement.setLong(7, now.toEpochMilli());
      statement.executeUpdate();
    }
    return message.eventId();
  }

  /**
   * Messages that Postrider will never take, by application, and of each the oldest first.
   *
   * @param limit how many at most, from 1 to 1000
   */
  public List<DeadMessage> dead(Connection connection, int limit) throws SQLException {
    if (limit < 1 || limit > MOST_DEAD) {
      throw new IllegalArgumentException("limit: from 1 to 1000, not " + limit);
    }
    return dead.oldest(connection, limit);
  }

  /**
   * Has a dead message sent again, before those that were published later. It is a part of the
   * connection's transaction, as with {@link #publish}, but the connection may commit by itself.
   *
   * @param id that of {@link DeadMessage}
   * @return false when no such message is dead
   */
  public boolean retry(Connection connection, long id) throws SQLException {
    return dead.retry(connection, id);
  }

  /** Deletes a dead message, in the same way. False when no such message is dead. */
  public boolean discard(Connection connection, long id) throws SQLException {
    return dead.discard(connection, id);
  }

  /** The statements that make the tables where there are none, for one's own migrations. */
  public List<String> schema(Dialect dialect) {
    return dialect.schema(table);
  }

  /**
   * Makes the tables where there are none; several processes may do so at once. On MySQL and
   * MariaDB that ends a transaction which is under way, as it does with all such statements there.
   *
   * @throws SQLException also when the database is of another kind
   */
  public void createTables(Connection connection) throws SQLException {
    Dialect dialect = Dialect.of(connection);
    for (int left = dialect.tries() - 1; ; left--) {
      try (Statement statement = connection.createStatement()) {
        for (String step : dialect.making(table)) {
          statement.execute(step);
        }
        return;
      } catch (SQLException e) {
        if (left == 0) {
          throw e;
        }
      }
    }
  }
}
