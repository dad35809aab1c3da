package dev.postrider.postgres;

import dev.postrider.message.ApplicationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the payloads of applications that asked for it, in pieces that hold nobody up. What is
 * asked stands in the application's row, so that a restart goes on with it. Safe for many threads.
 */
final class PayloadSweep {
  private static final Logger log = LoggerFactory.getLogger(PayloadSweep.class);
  private static final int PIECE = 500;

  /** The last message of a piece; the limit keeps it one short walk of an index. */
  private static final String LAST =
      """
      select max(id) from (
        select id from message
        where application = ? and id > ? and id <= ?
        order by id
        limit ?) piece
      """;

  private static final String EMPTY =
      """
      update message set payload = null
      where application = ? and id > ? and id <= ? and payload is not null
      """;

  private final DataSource database;

  PayloadSweep(DataSource database) {
    this.database = database;
  }

  /** Notes durably that everything up to here is to be emptied. */
  void ask(ApplicationId application, long until) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                update application set expunge_until = greatest(?, coalesce(expunge_until, 0))
                where id = ?
                """)) {
      statement.setLong(1, until);
      statement.setLong(2, application.value());
      statement.executeUpdate();
    }
  }

  /** Begins at once with what was asked. Failure policy: fail open, because upkeep tries again. */
  void start() {
    Thread.ofVirtual()
        .name("payload-sweep")
        .start(() -> {
          try {
            run();
          } catch (SQLException e) {
            log.warn("payloads are still to be emptied: {}", Trouble.say(e));
          }
        });
  }

  /** Does what is still to be done. */
  synchronized void run() throws SQLException {
    for (Map.Entry<Long, Long> asked : asked().entrySet()) {
      empty(asked.getKey(), asked.getValue());
    }
  }

  private Map<Long, Long> asked() throws SQLException {
    Map<Long, Long> asked = new LinkedHashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select id, expunge_until from application where expunge_until is not null");
        ResultSet rs = statement.executeQuery()) {
      while (rs.next()) {
        asked.put(rs.getLong(1), rs.getLong(2));
      }
    }
    return asked;
  }

  private void empty(long application, long until) throws SQLException {
    long after = 0;
    for (long last = piece(application, after, until);
        last > 0;
        last = piece(application, after, until)) {
      after = last;
    }
    // Asked for again meanwhile, it stays.
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "update application set expunge_until = null where id = ? and expunge_until = ?")) {
      statement.setLong(1, application);
      statement.setLong(2, until);
      statement.executeUpdate();
    }
  }

  /** Empties the next few; returns the last of them, 0 when there was none. */
  private long piece(long application, long after, long until) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement find = connection.prepareStatement(LAST)) {
      find.setLong(1, application);
      find.setLong(2, after);
      find.setLong(3, until);
      find.setInt(4, PIECE);
      long last;
      try (ResultSet rs = find.executeQuery()) {
        last = rs.next() ? rs.getLong(1) : 0;
      }
      if (last > 0) {
        try (PreparedStatement empty = connection.prepareStatement(EMPTY)) {
          empty.setLong(1, application);
          empty.setLong(2, after);
          empty.setLong(3, last);
          empty.executeUpdate();
        }
      }
      return last;
    }
  }
}
