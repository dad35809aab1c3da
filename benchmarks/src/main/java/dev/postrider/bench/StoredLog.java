package dev.postrider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The database under a server that is measured, entered past the server. */
final class StoredLog implements AutoCloseable {
  private static final int PORT_LINE = 3;
  private static final Pattern SCAN =
      Pattern.compile("Seq Scan on (?:public[.])?((?:message|attempt)_p\\d+)");
  private static final Pattern PLAN = Pattern.compile("duration: .* plan:");

  private final Path cluster;
  private final Connection connection;

  private StoredLog(Path cluster, Connection connection) {
    this.cluster = cluster;
    this.connection = connection;
  }

  /** Enters the embedded PostgreSQL of a data directory. */
  static StoredLog of(Path data) throws IOException, SQLException {
    Path cluster = data.resolve("postgresql/cluster");
    String port = Files.readAllLines(cluster.resolve("postmaster.pid")).get(PORT_LINE).strip();
    String password = Files.readString(data.resolve("postgresql-password")).strip();
    return new StoredLog(
        cluster,
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postrider", password));
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  long number(String sql) throws SQLException {
    return numbers(sql).getFirst();
  }

  List<Long> numbers(String sql) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    read(sql, row -> numbers.add(row.getLong(1)));
    return numbers;
  }

  /** What is done with a row of a result. */
  @FunctionalInterface
  interface Row {
    void take(ResultSet row) throws SQLException;
  }

  void read(String sql, Row rows) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rs = statement.executeQuery(sql)) {
      while (rs.next()) {
        rows.take(rs);
      }
    }
  }

  /**
   * From now on PostgreSQL writes the plan of every statement of the server's to its log, as it
   * carries it out.
   */
  void showPlans() throws SQLException {
    execute("alter database postgres set session_preload_libraries = 'auto_explain'");
    execute("alter database postgres set auto_explain.log_min_duration = 0");
    renewConnections();
  }

  void hidePlans() throws SQLException {
    execute("alter database postgres reset session_preload_libraries");
    execute("alter database postgres reset auto_explain.log_min_duration");
    renewConnections();
  }

  /** The settings of a database are heard by new connections alone. */
  private void renewConnections() throws SQLException {
    execute(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'postrider'");
  }

  /** What the plans in PostgreSQL's log read. */
  record Plans(int count, Set<String> scanned) {}

  Plans plans() throws IOException {
    int count = 0;
    Set<String> scanned = new TreeSet<>();
    try (Stream<String> lines = Files.lines(cluster.resolve("postgresql.log"))) {
      for (String line : (Iterable<String>) lines::iterator) {
        count += PLAN.matcher(line).find() ? 1 : 0;
        Matcher scan = SCAN.matcher(line);
        if (scan.find()) {
          scanned.add(scan.group(1));
        }
      }
    }
    return new Plans(count, scanned);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
