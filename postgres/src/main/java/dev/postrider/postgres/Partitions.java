package dev.postrider.postgres;

import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Makes the days of the log ahead of time, and has those dropped that have outlived its retention.
 * Safe for many threads.
 */
final class Partitions {
  static final List<String> TABLES = List.of("message", "attempt");
  private static final DateTimeFormatter NAME = DateTimeFormatter.BASIC_ISO_DATE;

  /** Days made beyond today. */
  private static final int AHEAD = 3;

  private final DataSource database;
  private final InstantSource clock;
  private final int retentionDays;
  private final ExpiredDays expired;

  /** Keys that have a partition: one range without gaps. Guarded by this. */
  private long from;

  private long until;

  Partitions(DataSource database, InstantSource clock, int retentionDays) {
    this.database = database;
    this.clock = clock;
    this.retentionDays = retentionDays;
    this.expired = new ExpiredDays(database);
  }

  /** Makes the days from today on, and drops those that are over. */
  void run() throws SQLException {
    ready();
    expired.dropBefore(day(Keys.floorOf(clock.instant())).minusDays(retentionDays));
  }

  /**
   * Sees to it that these keys have a place. Costs two comparisons unless the clock has jumped, or
   * nobody made the day in time; so no default partition is needed, and no upkeep that stands still
   * can stop the log.
   */
  synchronized void cover(long first, long last) throws SQLException {
    if (first < from || first >= until) {
      create(day(first));
    }
    if (last >= until) {
      create(day(last));
    }
  }

  /**
   * Makes the days from today on; a failure says that the pool has not found the database again.
   */
  void ready() throws SQLException {
    create(day(Keys.floorOf(clock.instant())));
  }

  /** Looks again before the next write, because something in the database is not as it was left. */
  synchronized void doubt() {
    from = 0;
    until = 0;
  }

  private synchronized void create(LocalDate first) throws SQLException {
    LocalDate end = first.plusDays(AHEAD + 1L);
    try (Connection connection = database.getConnection()) {
      for (String table : TABLES) {
        Set<String> existing = new HashSet<>(names(connection, table));
        for (LocalDate day = first; day.isBefore(end); day = day.plusDays(1)) {
          if (!existing.contains(name(table, day))) {
            create(connection, table, day);
          }
        }
      }
    }
    from = key(first);
    until = key(end);
  }

  /**
   * Attaching, other than creating in place, leaves readers and the journal undisturbed. Vacuum and
   * analyze of a day take their time (at most 8 MB/s): written at once, their pages make the
   * journal's commits wait for the disk.
   */
  private static void create(Connection connection, String table, LocalDate day)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table if not exists %1$s (like %2$s including all)
            with (autovacuum_vacuum_cost_delay = 10);
          alter table %2$s attach partition %1$s for values from (%3$d) to (%4$d)
          """
              .formatted(name(table, day), table, key(day), key(day.plusDays(1))));
    }
  }

  private static List<String> names(Connection connection, String table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rs =
            statement.executeQuery(
                """
                select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
                where i.inhparent = '%s'::regclass order by c.relname
                """
                    .formatted(table))) {
      while (rs.next()) {
        names.add(rs.getString(1));
      }
    }
    return names;
  }

  static String name(String table, LocalDate day) {
    return table + "_p" + NAME.format(day);
  }

  private static LocalDate day(long key) {
    Instant time = new MessageId(Math.max(1, key)).time();
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  private static long key(LocalDate day) {
    return Keys.floorOf(day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
