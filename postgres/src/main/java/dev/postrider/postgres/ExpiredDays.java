package dev.postrider.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops the days of the log that have outlived its retention, while everything else goes on.
 *
 * <p>A plain {@code drop table} of a partition asks for the whole table, and every append and read
 * queues behind that request for as long as a reader keeps it waiting. So a day is detached first,
 * in a way that waits for readers without standing in anybody's way ({@code concurrently}), and
 * dropped when it is a table by itself. Each step may be the last before a crash: a day that is
 * half detached is finished first, one that is detached is found by its name.
 */
final class ExpiredDays {
  private static final Logger log = LoggerFactory.getLogger(ExpiredDays.class);

  /** For a step; longer than the reads of the API are under way, as a rule. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Half-detached ones first, because a table has at most one of them. Names sort as the days. */
  private static final String OVER =
      """
      select c.relname, i.inhrelid is not null, coalesce(i.inhdetachpending, false)
      from pg_class c left join pg_inherits i on i.inhrelid = c.oid
      where c.relnamespace = (select relnamespace from pg_class where oid = ?::regclass)
        and c.relkind = 'r' and c.relname ~ ('^' || ? || '_p[0-9]{8}$') and c.relname < ?::name
      order by 3 desc, 1
      """;

  private record Day(String table, String name, boolean attached, boolean halfDetached) {}

  private final DataSource database;

  ExpiredDays(DataSource database) {
    this.database = database;
  }

  /**
   * Drops what is older than this day.
   *
   * <p>Failure policy: fail open. Space is freed an hour later; neither a start nor the rest of the
   * upkeep should wait for somebody's long transaction.
   */
  void dropBefore(LocalDate oldest) throws SQLException {
    try (Connection connection = database.getConnection()) {
      for (String table : Partitions.TABLES) {
        dropBefore(connection, table, Partitions.name(table, oldest));
      }
    }
  }

  private static void dropBefore(Connection connection, String table, String oldest)
      throws SQLException {
    for (Day day : over(connection, table, oldest)) {
      try {
        drop(connection, day);
        log.info("dropped {}: it has outlived the retention", day.name());
      } catch (SQLException e) {
        log.warn(
            "{} has outlived the retention and is still being read, or cannot be dropped; will be"
                + " tried again in an hour: {}",
            day.name(),
            Trouble.say(e));
        return;
      }
    }
  }

  private static List<Day> over(Connection connection, String table, String oldest)
      throws SQLException {
    List<Day> days = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(OVER)) {
      statement.setString(1, table);
      statement.setString(2, table);
      statement.setString(3, oldest);
      try (ResultSet rs = statement.executeQuery()) {
        while (rs.next()) {
          days.add(new Day(table, rs.getString(1), rs.getBoolean(2), rs.getBoolean(3)));
        }
      }
    }
    return days;
  }

  private static void drop(Connection connection, Day day) throws SQLException {
    if (day.attached()) {
      execute(
          connection,
          "alter table %s detach partition %s %s"
              .formatted(
                  day.table(), day.name(), day.halfDetached() ? "finalize" : "concurrently"));
    }
    execute(connection, "drop table " + day.name());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout((int) PATIENCE.toSeconds());
      statement.execute(sql);
    }
  }
}
