package dev.postrider.receiver.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The SQL of a store, each method a step of a transaction. */
abstract class Rows {
  private static final int FORGOTTEN_AT_ONCE = 1000;

  /** How large dead letters may be that are read together; the first is read whatever its size. */
  private static final long MOST_DEAD_BYTES = 16 << 20;

  private final String prefix;

  Rows(String prefix) {
    this.prefix = prefix;
  }

  /** Notes the ids of arrivals; returns those that were not known. */
  abstract Set<String> remember(Connection connection, List<Arrival> arrivals) throws SQLException;

  /** Lets no other process change the order within these keys until the end of the transaction. */
  abstract void lock(Connection connection, Set<Long> keys) throws SQLException;

  /** Ends a query for rows that are to be changed, so that two processes find different ones. */
  abstract String forMe();

  /** The names of tables instead of {@code $}. */
  final String sql(String text) {
    return text.replace("$", prefix);
  }

  /** The order keys that a batch touches. */
  final Set<Long> keysOf(
      Connection connection, List<Arrival> arrivals, List<Settlement> settlements, String owner)
      throws SQLException {
    Set<Long> keys = new HashSet<>();
    for (Arrival arrival : arrivals) {
      Long key = arrival.orderKey();
      if (key != null) {
        keys.add(key);
      }
    }
    if (!settlements.isEmpty()) {
      String numbers = list(settlements.stream().map(Settlement::number).toList());
      try (PreparedStatement select =
          connection.prepareStatement(
              sql("select order_key from $webhook where order_key is not null")
                  + " and owner = ? and number in "
                  + numbers)) {
        select.setString(1, owner);
        addAll(select, keys);
      }
    }
    return keys;
  }

  /** The order key of one webhook, if it has one. */
  final Set<Long> keysOf(Connection connection, String id) throws SQLException {
    Set<Long> keys = new HashSet<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            sql("select order_key from $webhook where order_key is not null and id = ?"))) {
      select.setString(1, id);
      addAll(select, keys);
    }
    return keys;
  }

  private static void addAll(PreparedStatement select, Set<Long> keys) throws SQLException {
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        keys.add(rows.getLong(1));
      }
    }
  }

  /**
   * Inserts those arrivals whose ids are fresh, each id once. They are due now, if they were
   * received later by a clock that has been set back meanwhile.
   */
  final void insert(Connection connection, List<Arrival> arrivals, Set<String> fresh, Instant now)
      throws SQLException {
    if (fresh.isEmpty()) {
      return;
    }
    Set<String> left = new HashSet<>(fresh);
    // A query and no list of values: drivers that make one statement of many leave it alone, and
    // each of them has to see the one before.
    try (PreparedStatement insert =
        connection.prepareStatement(
            sql(
                """
                insert into $webhook
                  (id, order_key, state, attempt, due, received, size, headers, body)
                select ?, ?,
                  case when exists (select 1 from $webhook where order_key = ? and state <> 'dead')
                    then 'behind' else 'ready' end,
                  0, ?, ?, ?, ?, ?
                """))) {
      for (Arrival arrival : arrivals) {
        if (!left.remove(arrival.id())) {
          continue;
        }
        insert.setString(1, arrival.id());
        key(insert, 2, arrival.orderKey());
        key(insert, 3, arrival.orderKey());
        insert.setLong(4, Math.min(arrival.received().toEpochMilli(), now.toEpochMilli()));
        insert.setLong(5, arrival.received().toEpochMilli());
        insert.setInt(6, arrival.content().size());
        insert.setBytes(7, arrival.content().headers());
        insert.setBytes(8, arrival.content().body());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void key(PreparedStatement statement, int index, @Nullable Long key)
      throws SQLException {
    if (key == null) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, key);
    }
  }

  /** Settles what this owner has claimed; returns how many were done. */
  final int settle(Connection connection, List<Settlement> settlements, String owner)
      throws SQLException {
    List<Long> done = new ArrayList<>();
    List<Long> released = new ArrayList<>();
    List<Settlement> failed = new ArrayList<>();
    for (Settlement settlement : settlements) {
      switch (settlement) {
        case Settlement.Done(long number) -> done.add(number);
        case Settlement.Released(long number) -> released.add(number);
        case Settlement.Retry retry -> failed.add(retry);
        case Settlement.Dead dead -> failed.add(dead);
      }
    }
    if (!released.isEmpty()) {
      update(
          connection,
          sql("update $webhook set owner = null, attempt = attempt - 1 where owner = ?")
              + " and number in "
              + list(released),
          owner);
    }
    if (!failed.isEmpty()) {
      settleFailed(connection, failed, owner);
    }
    return done.isEmpty()
        ? 0
        : update(
            connection,
            sql("delete from $webhook where owner = ? and number in ") + list(done),
            owner);
  }

  private void settleFailed(Connection connection, List<Settlement> failed, String owner)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            sql(
                "update $webhook set owner = null, state = ?, due = ?, error = ?"
                    + " where number = ? and owner = ?"))) {
      for (Settlement settlement : failed) {
        switch (settlement) {
          case Settlement.Retry(long number, Instant due, String error) ->
              failed(update, "ready", due, error, number);
          case Settlement.Dead(long number, Instant died, String error) ->
              failed(update, "dead", died, error, number);
          case Settlement.Done done -> throw new IllegalArgumentException(done.toString());
          case Settlement.Released back -> throw new IllegalArgumentException(back.toString());
        }
        update.setString(5, owner);
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  private static void failed(
      PreparedStatement update, String state, Instant when, String error, long number)
      throws SQLException {
    update.setString(1, state);
    update.setLong(2, when.toEpochMilli());
    update.setString(3, error);
    update.setLong(4, number);
  }

  /**
   * Lets the oldest of each key be claimed, where none can be or is. The oldest is not always the
   * one that is claimed: a dead letter that is retried comes before it.
   */
  final void promote(Connection connection, Set<Long> keys) throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            sql(
                """
                update $webhook set state = 'ready' where state = 'behind' and number =
                  (select min(number) from $webhook where order_key = ? and state <> 'dead')
                and not exists (select 1 from $webhook
                  where order_key = ? and state = 'ready')
                """))) {
      for (long key : keys) {
        update.setLong(1, key);
        update.setLong(2, key);
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  /** Forgets a piece of the ids taken before then, but for those whose webhooks are still here. */
  final int forget(Connection connection, Instant before) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            sql(
                """
                delete from $taken where id in (
                  select t.id from $taken t where t.taken < ?
                    and not exists (select 1 from $webhook w where w.id = t.id)
                  order by t.taken limit ? %s)
                """
                    .formatted(forMe())))) {
      delete.setLong(1, before.toEpochMilli());
      delete.setInt(2, FORGOTTEN_AT_ONCE);
      return delete.executeUpdate();
    }
  }

  /** Claims what is due, as much as the batch has room for. */
  final List<Claimed> claim(Connection connection, Batch batch, String owner) throws SQLException {
    List<Long> numbers = batch.claims() == 0 ? List.of() : due(connection, batch);
    if (numbers.isEmpty()) {
      return List.of();
    }
    update(
        connection,
        sql("update $webhook set owner = ?, attempt = attempt + 1 where number in ")
            + list(numbers),
        owner);
    Map<Long, Claimed> claimed = new HashMap<>();
    try (Statement select = connection.createStatement();
        ResultSet rows =
            select.executeQuery(
                sql(
                        "select number, id, order_key, received, headers, body, attempt"
                            + " from $webhook where number in ")
                    + list(numbers))) {
      while (rows.next()) {
        long key = rows.getLong(3);
        Long orNone = rows.wasNull() ? null : key;
        long number = rows.getLong(1);
        claimed.put(
            number,
            new Claimed(
                number,
                rows.getString(2),
                orNone,
                Instant.ofEpochMilli(rows.getLong(4)),
                new Content(rows.getBytes(5), rows.getBytes(6)),
                rows.getInt(7)));
      }
    }
    return numbers.stream().map(claimed::get).toList();
  }

  private List<Long> due(Connection connection, Batch batch) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            sql(
                    """
                    select number, size from $webhook
                    where state = 'ready' and owner is null and due <= ?
                    order by due, number limit ?
                    """)
                + forMe())) {
      select.setLong(1, batch.now().toEpochMilli());
      select.setInt(2, batch.claims());
      return within(batch.claimBytes(), select);
    }
  }

  /** The first of these numbers and sizes, as many as have so many bytes together, but one. */
  private static List<Long> within(long most, PreparedStatement select) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    long bytes = 0;
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        bytes += rows.getLong(2);
        if (!numbers.isEmpty() && bytes > most) {
          break;
        }
        numbers.add(rows.getLong(1));
      }
    }
    return numbers;
  }

  /** Gives back what this owner has claimed and never begun. */
  final int giveBack(Connection connection, String owner, Set<Long> except) throws SQLException {
    String others = except.isEmpty() ? "" : " and number not in " + list(except);
    return update(
        connection,
        sql("update $webhook set owner = null, attempt = attempt - 1 where owner = ?") + others,
        owner);
  }

  final Backlog backlog(Connection connection) throws SQLException {
    long waiting = 0;
    long dead = 0;
    try (Statement select = connection.createStatement();
        ResultSet rows =
            select.executeQuery(
                sql(
                    """
                    select state, count(*) from $webhook where owner is null group by state
                    union all
                    select 'claimed', count(*) from $webhook where owner is not null
                    """))) {
      while (rows.next()) {
        if (rows.getString(1).equals("dead")) {
          dead += rows.getLong(2);
        } else {
          waiting += rows.getLong(2);
        }
      }
    }
    return new Backlog(waiting, dead);
  }

  final List<Dead> dead(Connection connection, int limit) throws SQLException {
    List<Long> numbers;
    try (PreparedStatement select =
        connection.prepareStatement(
            sql(
                """
                select number, size from $webhook
                where state = 'dead' and owner is null order by due, number limit ?
                """))) {
      select.setInt(1, limit);
      numbers = within(MOST_DEAD_BYTES, select);
    }
    if (numbers.isEmpty()) {
      return List.of();
    }
    // Another process may have taken one away since: so the state is asked once more.
    List<Dead> found = new ArrayList<>();
    try (Statement select = connection.createStatement();
        ResultSet rows =
            select.executeQuery(
                sql("""
                select id, received, headers, body, attempt, due, error from $webhook
                where state = 'dead' and number in %s order by due, number
                """)
                    .formatted(list(numbers)))) {
      while (rows.next()) {
        found.add(
            new Dead(
                rows.getString(1),
                Instant.ofEpochMilli(rows.getLong(2)),
                new Content(rows.getBytes(3), rows.getBytes(4)),
                rows.getInt(5),
                Instant.ofEpochMilli(rows.getLong(6)),
                rows.getString(7)));
      }
    }
    return found;
  }

  final boolean retry(Connection connection, String id, Instant now) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            sql(
                """
                update $webhook set attempt = 0, due = ?, state =
                  case when exists (select 1 from $webhook other
                      where other.order_key = $webhook.order_key and other.state <> 'dead')
                    then 'behind' else 'ready' end
                where id = ? and state = 'dead'
                """))) {
      update.setLong(1, now.toEpochMilli());
      update.setString(2, id);
      return update.executeUpdate() == 1;
    }
  }

  final boolean discard(Connection connection, String id) throws SQLException {
    return update(connection, sql("delete from $webhook where id = ? and state = 'dead'"), id) == 1;
  }

  private static int update(Connection connection, String sql, String argument)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, argument);
      return update.executeUpdate();
    }
  }

  /** Numbers as SQL has them. */
  private static String list(Collection<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
  }
}
