package dev.postrider.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import javax.sql.DataSource;

/**
 * Tells in one query that a database has taken exactly our steps, as nearly every start finds it.
 * Flyway is a large program to load for the same answer.
 */
final class Steps {
  /** Where they are among our resources. */
  static final String FOLDER = "dev/postrider/postgres/migration";

  /** What Flyway calls the table in which it notes them. */
  static final String TABLE = "schema_version";

  /** All of them, in order; a test holds them against what Flyway finds in the folder. */
  static final List<String> SCRIPTS =
      List.of(
          "V1__schema.sql",
          "V2__platforms.sql",
          "V3__credentials.sql",
          "V4__credential_secrets.sql",
          "V5__inbox.sql",
          "V7__new_chances.sql",
          "V8__filters.sql",
          "V9__messages.sql",
          "V10__portal.sql",
          "V11__tasks.sql",
          "V12__operational.sql",
          "V13__reads.sql",
          "V14__rates_and_policies.sql",
          "V15__idempotency.sql",
          "V16__statistics.sql",
          "V18__at_rest.sql",
          "V19__verification.sql",
          "V20__identity.sql",
          "V21__timings.sql",
          "V22__pulse.sql",
          "V23__alerts.sql");

  private Steps() {}

  /**
   * True when there is nothing to do and nothing to refuse. False says no more than that Flyway has
   * to be asked: it takes the missing steps, or says what is wrong.
   */
  static boolean allTaken(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      return exists(statement) && taken(statement).equals(ours());
    }
  }

  private static boolean exists(Statement statement) throws SQLException {
    try (ResultSet rs = statement.executeQuery("select to_regclass('" + TABLE + "')")) {
      return rs.next() && rs.getString(1) != null;
    }
  }

  private static List<String> taken(Statement statement) throws SQLException {
    List<String> taken = new ArrayList<>();
    try (ResultSet rs =
        statement.executeQuery(
            "select script, checksum, success from " + TABLE + " order by installed_rank")) {
      while (rs.next()) {
        taken.add(noted(rs.getString(1), rs.getInt(2), rs.getBoolean(3)));
      }
    }
    return taken;
  }

  private static List<String> ours() {
    return SCRIPTS.stream().map(script -> noted(script, checksum(script), true)).toList();
  }

  private static String noted(String script, int checksum, boolean success) {
    return script + " " + checksum + " " + success;
  }

  /** As Flyway computes it: over the lines without their ends. */
  private static int checksum(String script) {
    CRC32 sum = new CRC32();
    try (InputStream in = Steps.class.getResourceAsStream("/" + FOLDER + "/" + script)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its " + script);
      }
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (int) sum.getValue();
  }
}
