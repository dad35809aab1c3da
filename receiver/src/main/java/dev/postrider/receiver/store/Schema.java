package dev.postrider.receiver.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/**
 * Makes the tables, and brings those of an older version up to date: one numbered file of SQL for
 * each version.
 */
final class Schema {
  private static final int VERSION = 1;
  private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{0,30}");

  private final String dialect;
  private final String prefix;

  /**
   * Tables whose names begin with this.
   *
   * @param dialect how the names of the files begin
   * @throws IllegalArgumentException when the prefix is not small letters, digits and underscores
   */
  Schema(String dialect, String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "table prefix: up to 31 small letters, digits and underscores, the first a letter");
    }
    this.dialect = dialect;
    this.prefix = prefix;
  }

  /** In the connection's transaction; nobody else does it meanwhile. */
  void bringUpToDate(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create table if not exists " + prefix + "schema (version integer not null)");
      int version = version(statement);
      if (version > VERSION) {
        throw new SQLException(
            "the inbox's tables have version "
                + version
                + ", which a newer postrider-receiver has made; this one knows "
                + VERSION);
      }
      for (int next = version + 1; next <= VERSION; next++) {
        for (String sql : sql(next).split(";\\s*\n", -1)) {
          if (!sql.isBlank()) {
            statement.execute(sql);
          }
        }
        statement.execute("delete from " + prefix + "schema");
        statement.execute("insert into " + prefix + "schema (version) values (" + next + ")");
      }
    }
  }

  private int version(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("select version from " + prefix + "schema")) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private String sql(int version) {
    String name = dialect + "-" + version + ".sql";
    try (InputStream file = Schema.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the library is without its file " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("${prefix}", prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
