package dev.postrider.receiver.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The SQL for whoever looks after a store: how much there is, and dead letters. */
final class KeptRows {
  /** How large dead letters may be that are read together; the first is read whatever its size. */
  private static final long MOST_DEAD_BYTES = 16 << 20;

  private final Rows rows;

  KeptRows(Rows rows) {
    this.rows = rows;
  }

  /** Writes and changes nothing. */
  int check(Connection connection) throws SQLException {
    try (Statement update = connection.createStatement()) {
      return update.executeUpdate(rows.sql("update $schema set version = version"));
    }
  }

  Backlog backlog(Connection connection) throws SQLException {
    long waiting = 0;
    long dead = 0;
    try (Statement select = connection.createStatement();
        ResultSet found =
            select.executeQuery(
                rows.sql(
                    """
                    select state, count(*) from $webhook where owner is null group by state
                    union all
                    select 'claimed', count(*) from $webhook where owner is not null
                    """))) {
      while (found.next()) {
        if (found.getString(1).equals("dead")) {
          dead += found.getLong(2);
        } else {
          waiting += found.getLong(2);
        }
      }
    }
    return new Backlog(waiting, dead);
  }

  List<Dead> dead(Connection connection, int limit) throws SQLException {
    List<Long> numbers;
    try (PreparedStatement select =
        connection.prepareStatement(
            rows.sql(
                """
                select number, size from $webhook
                where state = 'dead' and owner is null order by due, number limit ?
                """))) {
      select.setInt(1, limit);
      numbers = Rows.within(MOST_DEAD_BYTES, select);
    }
    if (numbers.isEmpty()) {
      return List.of();
    }
    // Another process may have taken one away since: so the state is asked once more.
    List<Dead> dead = new ArrayList<>();
    try (Statement select = connection.createStatement();
        ResultSet found =
            select.executeQuery(
                rows.sql(
                        """
                        select id, received, headers, body, attempt, due, error from $webhook
                        where state = 'dead' and number in %s order by due, number
                        """)
                    .formatted(Rows.list(numbers)))) {
      while (found.next()) {
        dead.add(
            new Dead(
                found.getString(1),
                Instant.ofEpochMilli(found.getLong(2)),
                new Content(found.getBytes(3), found.getBytes(4)),
                found.getInt(5),
                Instant.ofEpochMilli(found.getLong(6)),
                found.getString(7)));
      }
    }
    return dead;
  }

  boolean retry(Connection connection, String id, Instant now) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            rows.sql(
                """
                update $webhook set attempt = 0, deaths = 0, error = null, due = ?, state =
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

  boolean discard(Connection connection, String id) throws SQLException {
    return Rows.update(
            connection, rows.sql("delete from $webhook where id = ? and state = 'dead'"), id)
        == 1;
  }
}
