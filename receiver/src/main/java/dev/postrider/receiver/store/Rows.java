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

  private final String prefix;

  Rows(String prefix) {
    this.prefix = prefix;
  }

  /** Of the same tables. */
  final KeptRows kept() {
    return new KeptRows(this);
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
    List<Settlement> others = new ArrayList<>();
    for (Settlement settlement : settlements) {
      switch (settlement) {
        case Settlement.Done(long number) -> done.add(number);
        case Settlement.Released(long number) -> released.add(number);
        case Settlement.Retry retry -> others.add(retry);
        case Settlement.Dead dead -> others.add(dead);
        case Settlement.Postponed postponed -> others.add(postponed);
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
    if (!others.isEmpty()) {
      settleOthers(connection, others, owner);
    }
    return done.isEmpty()
        ? 0
        : update(
            connection,
            sql("delete from $webhook where owner = ? and number in ") + list(done),
            owner);
  }

  /** With what is kept where the settlement says nothing of it. */
  private void settleOthers(Connection connection, List<Settlement> settlements, String owner)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            sql(
                """
                update $webhook set owner = null, state = ?, due = ?,
                  error = coalesce(?, error), attempt = coalesce(?, attempt - ?)
                where number = ? and owner = ?
                """))) {
      for (Settlement settlement : settlements) {
        switch (settlement) {
          case Settlement.Retry(long number, Instant due, String error) ->
              other(update, "ready", due, error, null, 0);
          case Settlement.Dead(long number, int attempts, Instant died, String error) ->
              other(update, "dead", died, error, attempts, 0);
          case Settlement.Postponed(long number, Instant due) ->
              other(update, "ready", due, null, null, 1);
          case Settlement.Done done -> throw new IllegalArgumentException(done.toString());
          case Settlement.Released back -> throw new IllegalArgumentException(back.toString());
        }
        update.setLong(6, settlement.number());
        update.setString(7, owner);
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  private static void other(
      PreparedStatement update,
      String state,
      Instant due,
      @Nullable String error,
      @Nullable Integer attempts,
      int back)
      throws SQLException {
    update.setString(1, state);
    update.setLong(2, due.toEpochMilli());
    update.setString(3, error);
    if (attempts == null) {
      update.setNull(4, Types.INTEGER);
    } else {
      update.setInt(4, attempts);
    }
    update.setInt(5, back);
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

  /**
   * Looks at a piece of the ids taken before then: forgets those whose webhooks are gone. Those
   * whose webhooks are here are as if taken now, so that nobody looks at them soon again.
   */
  final int forget(Connection connection, Instant before, Instant now) throws SQLException {
    // The oldest, which the second statement finds without those that the first has deleted.
    String piece =
        """
        (select t.id from (select id from $taken where taken < ? order by taken limit ? %s) t
          where %s exists (select 1 from $webhook w where w.id = t.id))
        """;
    int forgotten;
    try (PreparedStatement delete =
        connection.prepareStatement(
            sql("delete from $taken where id in " + piece.formatted(forMe(), "not")))) {
      delete.setLong(1, before.toEpochMilli());
      delete.setInt(2, FORGOTTEN_AT_ONCE);
      forgotten = delete.executeUpdate();
    }
    try (PreparedStatement keep =
        connection.prepareStatement(
            sql("update $taken set taken = ? where id in " + piece.formatted(forMe(), "")))) {
      keep.setLong(1, now.toEpochMilli());
      keep.setLong(2, before.toEpochMilli());
      keep.setInt(3, FORGOTTEN_AT_ONCE);
      return forgotten + keep.executeUpdate();
    }
  }

  /** Claims what is due, as much as the batch has room for. */
  final List<Claimed> claim(Connection connection, Batch batch, String owner) throws SQLException {
    List<Long> numbers = batch.claims() == 0 ? List.of() : due(connection, batch);
    if (numbers.size() < batch.claims() && batch.patience() > 0) {
      numbers.addAll(alone(connection, batch));
    }
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
                        "select number, id, order_key, received, headers, body, attempt,"
                            + " deaths, error from $webhook where number in ")
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
                rows.getInt(7),
                rows.getInt(8),
                rows.getString(9)));
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
                    where state = 'ready' and owner is null and deaths < 2 and due <= ?
                    order by due, number limit ?
                    """)
                + forMe())) {
      select.setLong(1, batch.now().toEpochMilli());
      select.setInt(2, batch.claims());
      return within(batch.claimBytes(), select);
    }
  }

  /** The one of those that are to be handled alone that is due longest. */
  private List<Long> alone(Connection connection, Batch batch) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            sql(
                    """
                    select number, size from $webhook
                    where state = 'ready' and owner is null and deaths >= 2 and deaths <= ?
                      and due <= ?
                    order by due, number limit 1
                    """)
                + forMe())) {
      select.setInt(1, batch.patience());
      select.setLong(2, batch.now().toEpochMilli());
      return within(batch.claimBytes(), select);
    }
  }

  /** Gives back what processes had claimed that have ended. */
  final int bereave(Connection connection, String which) throws SQLException {
    try (Statement update = connection.createStatement()) {
      return update.executeUpdate(
          sql(
              "update $webhook set owner = null, deaths = deaths + 1 where owner is not null"
                  + which));
    }
  }

  /** The first of these numbers and sizes, as many as have so many bytes together, but one. */
  static List<Long> within(long most, PreparedStatement select) throws SQLException {
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

  static int update(Connection connection, String sql, String argument) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, argument);
      return update.executeUpdate();
    }
  }

  /** Numbers as SQL has them. */
  static String list(Collection<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
  }
}
