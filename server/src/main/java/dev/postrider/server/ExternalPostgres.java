package dev.postrider.server;

import dev.postrider.server.config.DatabaseUrl;
import dev.postrider.server.terminal.Complaint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/** Says in one sentence why somebody's own PostgreSQL cannot be used. */
final class ExternalPostgres {
  private static final int OLDEST = 150_000;

  private ExternalPostgres() {}

  static void check(DatabaseUrl url) {
    try (Connection connection = new Driver().connect(url.jdbc(), login(url));
        Statement statement = Optional.ofNullable(connection).orElseThrow().createStatement();
        ResultSet row =
            statement.executeQuery(
                "select current_setting('server_version_num')::int,"
                    + " current_setting('server_encoding')")) {
      row.next();
      int version = row.getInt(1);
      if (version < OLDEST) {
        throw Complaint.failure(
            "Postrider needs PostgreSQL 15 or newer, and the one at %s is %d.%d; take a newer one, or none (--data)."
                .formatted(url.place(), version / 10_000, version % 10_000));
      }
      String encoding = row.getString(2);
      if (!"UTF8".equals(encoding)) {
        throw Complaint.failure(
            "Postrider needs a database of the encoding UTF8, and %s is %s; make another one (create database ... encoding 'UTF8' template template0)."
                .formatted(url.place(), encoding));
      }
    } catch (SQLException e) {
      throw Complaint.failure(
          switch (Optional.ofNullable(e.getSQLState()).orElse("")) {
            case "28P01", "28000" ->
                "The PostgreSQL at %s refuses the login of \"%s\"; check user and password."
                    .formatted(url.place(), url.user());
            case "3D000" ->
                "The PostgreSQL at %s has no such database; create it, or check its name."
                    .formatted(url.place());
            default ->
                "The PostgreSQL at %s cannot be reached (%s); check the address and that it runs."
                    .formatted(url.place(), reason(e, url));
          });
    }
  }

  /** Says what to do when we may not make our tables, or when what is stored is damaged. */
  static Optional<Complaint> told(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e) {
        return told(Optional.ofNullable(e.getSQLState()).orElse(""), firstLine(e));
      }
    }
    return Optional.empty();
  }

  private static Optional<Complaint> told(String state, String said) {
    if (state.equals("42501")) {
      return Optional.of(
          Complaint.failure(
              "The user of the database may not make Postrider's tables in it (%s); make it the owner of the database, as docs/operations.md says."
                  .formatted(said)));
    }
    // A page that is not what was written, and a file that is missing or cannot be read.
    if (state.startsWith("XX") || state.startsWith("58")) {
      return Optional.of(
          Complaint.failure(
              "Postrider does not start: the files of its database are damaged (%s); restore a backup, as docs/operations.md says (\"When something is missing or damaged\")."
                  .formatted(said)));
    }
    return Optional.empty();
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** The driver repeats an address that it does not understand. */
  private static String reason(SQLException e, DatabaseUrl url) {
    return String.valueOf(e.getMessage()).replace(url.jdbc(), url.place());
  }

  private static Properties login(DatabaseUrl url) {
    var login = new Properties();
    Optional.ofNullable(url.user()).ifPresent(user -> login.setProperty("user", user));
    Optional.ofNullable(url.password())
        .ifPresent(password -> login.setProperty("password", password));
    login.setProperty("connectTimeout", "5");
    login.setProperty("loginTimeout", "10");
    login.setProperty("socketTimeout", "10");
    return login;
  }
}
