package dev.postrider.server.messages;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Everything that a server has stored, searched for a text. */
record Tables(String database) {

  /** The rows in which the text stands, be it as text or as bytes: table by table. */
  List<String> holding(String text) throws SQLException {
    String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      for (String table : tables(statement)) {
        try (ResultSet rs = statement.executeQuery("select t::text from %s t".formatted(table))) {
          while (rs.next()) {
            String row = rs.getString(1);
            if (row.contains(text) || row.contains(hex)) {
              rows.add(table + " " + row);
            }
          }
        }
      }
    }
    return rows;
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rs =
        statement.executeQuery(
            """
            select relname from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
              and not relispartition
            """)) {
      while (rs.next()) {
        tables.add(rs.getString(1));
      }
    }
    return tables;
  }
}
