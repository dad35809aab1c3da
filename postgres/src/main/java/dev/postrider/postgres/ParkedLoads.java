package dev.postrider.postgres;

import dev.postrider.message.EndpointId;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.record.Parked;
import dev.postrider.record.ParkedStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Brings parked deliveries and their messages back, each load one walk of an index. Only to the
 * process that owns the log: another that has not heard of its end would send what the new owner
 * has parked, and knows nothing of the lanes that it belongs to.
 */
final class ParkedLoads implements ParkedStore {
  /**
   * The limit keeps the planner from joining whole tables: each message is found by its own index,
   * in the partition of its key.
   */
  private static final String ROWS =
      """
      select * from (
        select %s, %s, %s
        from (select * from parked where %%s limit ?) p
        left join lateral (
          select * from message
          where application = p.application and id = p.message
          limit 1) m on true
        window walk as (order by %%s)) loaded
      where place = 1 or (place <= ? and bytes_before < ?)
      order by place
      """
          .formatted(ParkedRows.COLUMNS, MessageRow.COLUMNS, MessageRow.SIZES);

  /** Ordered by the message alone: those that a person asked for wait for their time only. */
  private static final String ROOM =
      ROWS.formatted(
          """
          endpoint = ? and message > ? and kind = 0
          order by message\
          """,
          "p.message");

  private static final String HELD =
      ROWS.formatted(
          """
          endpoint = ? and lane = ? and message > ? and kind = 2
          order by message\
          """,
          "p.message");

  private static final String DUE =
      ROWS.formatted(
          """
          endpoint = ? and kind = 1 and due >= ? and due < ?
          order by due, message, manual\
          """,
          "p.due, p.message, p.manual");

  private static final String DUE_AFTER =
      ROWS.formatted(
          """
          endpoint = ? and kind = 1 and due >= ? and due < ? and (due, message, manual) > (?, ?, ?)
          order by due, message, manual\
          """,
          "p.due, p.message, p.manual");

  private static final String ONE =
      "select %s from parked p where p.endpoint = ? and p.message = ? order by p.manual"
          .formatted(ParkedRows.COLUMNS);

  private static final String NEXT_DUE =
      "select min(due) from parked where endpoint = ? and kind = 1 and due >= ?";

  private static final String FOREIGN =
      "select exists (select from shard where owner is distinct from ?)";

  private final DataSource database;
  private final InstantSource clock;
  private final UUID owner;
  private final DataKeys keys;

  /** {@code owner} names this process, as in the rows of the shards. */
  ParkedLoads(DataSource database, InstantSource clock, UUID owner, DataKeys keys) {
    this.keys = keys;
    this.database = database;
    this.clock = clock;
    this.owner = owner;
  }

  @Override
  public Loaded load(Load load) {
    try (Connection connection = database.getConnection()) {
      Loaded loaded = loaded(connection, load);
      // Afterwards: what another owner has written is seen no sooner than that it owns the log.
      requireOwned(connection);
      return loaded;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot load parked deliveries: " + Trouble.say(e), e);
    }
  }

  private Loaded loaded(Connection connection, Load load) throws SQLException {
    return switch (load) {
      case Load.Room(var endpoint, long after, var limit) ->
          rows(connection, ROOM, limit, endpoint.value(), after);
      case Load.Held(var endpoint, long lane, long after, var limit) ->
          rows(connection, HELD, limit, endpoint.value(), lane, after);
      case Load.Due due -> due(connection, due);
      case Load.One(var endpoint, var message) -> one(connection, endpoint, message);
    };
  }

  /** Failure policy: fail closed; the journal finds out the same and ends the process. */
  private void requireOwned(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FOREIGN)) {
      statement.setObject(1, owner);
      try (ResultSet rs = statement.executeQuery()) {
        if (!rs.next() || rs.getBoolean(1)) {
          throw new IllegalStateException("another process has taken over the log");
        }
      }
    }
  }

  private static Loaded one(Connection connection, EndpointId endpoint, MessageId message)
      throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(ONE)) {
      statement.setLong(1, endpoint.value());
      statement.setLong(2, message.value());
      try (ResultSet rs = statement.executeQuery()) {
        while (rs.next()) {
          rows.add(new Row(ParkedRows.read(rs), null));
        }
      }
    }
    return new Loaded(rows, false, null);
  }

  private Loaded due(Connection connection, Load.Due load) throws SQLException {
    EndpointId endpoint = load.endpoint();
    Timestamp from = timestamp(Numbers.micros(load.from()));
    Timestamp until = timestamp(Numbers.microsUp(load.until()));
    Parked last = load.last();
    Loaded loaded =
        last == null || last.due() == null
            ? rows(connection, DUE, load.limit(), endpoint.value(), from, until)
            : rows(
                connection,
                DUE_AFTER,
                load.limit(),
                endpoint.value(),
                from,
                until,
                timestamp(Numbers.micros(last.due())),
                last.message().value(),
                last.manual());
    return loaded.more()
        ? loaded
        : new Loaded(loaded.rows(), false, nextDue(connection, endpoint, until));
  }

  private static @Nullable Instant nextDue(
      Connection connection, EndpointId endpoint, Timestamp until) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NEXT_DUE)) {
      statement.setLong(1, endpoint.value());
      statement.setTimestamp(2, until);
      try (ResultSet rs = statement.executeQuery()) {
        Timestamp next = rs.next() ? rs.getTimestamp(1) : null;
        return next == null ? null : next.toInstant();
      }
    }
  }

  private Loaded rows(Connection connection, String sql, Limit limit, Object... arguments)
      throws SQLException {
    List<Row> rows = new ArrayList<>();
    long found = 0;
    Instant now = clock.instant();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int at = 0;
      for (Object argument : arguments) {
        statement.setObject(++at, argument);
      }
      // One more than asked for, which tells whether there is more.
      statement.setLong(++at, limit.rows() + 1L);
      statement.setLong(++at, limit.rows());
      statement.setLong(++at, limit.bytes());
      try (ResultSet rs = statement.executeQuery()) {
        while (rs.next()) {
          Parked parked = ParkedRows.read(rs);
          rows.add(new Row(parked, message(rs, now)));
          found = rs.getLong("found");
        }
      }
    }
    return new Loaded(rows, found > rows.size(), null);
  }

  private @Nullable Message message(ResultSet rs, Instant now) throws SQLException {
    if (rs.getLong("id") == 0) {
      return null;
    }
    MessageRow.Read read = MessageRow.read(rs, keys);
    boolean gone = read.expunged() || !now.isBefore(read.message().expires());
    return gone ? null : read.message();
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.from(time);
  }
}
