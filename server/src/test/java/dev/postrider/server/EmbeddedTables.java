package dev.postrider.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The tables of the embedded PostgreSQL that runs on a data directory. */
record EmbeddedTables(Path data) {

  private Connection connect() throws Exception {
    String port =
        Files.readAllLines(data.resolve("postgresql/cluster/postmaster.pid")).get(3).strip();
    String password = Files.readString(data.resolve("postgresql-password")).strip();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postrider", password);
  }

  /** Each row of each table as text, bytes in hexadecimal. */
  String dump() throws Exception {
    StringBuilder dump = new StringBuilder();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet rs =
          statement.executeQuery(
              """
              select relname from pg_class
              where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
              """)) {
        while (rs.next()) {
          tables.add(rs.getString(1));
        }
      }
      for (String table : tables) {
        try (ResultSet rs =
            statement.executeQuery("select t::text from \"%s\" t".formatted(table))) {
          while (rs.next()) {
            dump.append(table).append(' ').append(rs.getString(1)).append('\n');
          }
        }
      }
    }
    return dump.toString();
  }
}
