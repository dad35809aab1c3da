package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postrider.postgres.JournalListener;
import dev.postrider.postgres.PostgresConfig;
import dev.postrider.server.config.DatabaseUrl;
import dev.postrider.server.terminal.Complaint;
import dev.postrider.testkit.Contracts;
import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** Why somebody's own PostgreSQL cannot be used is told in one sentence. */
final class OwnPostgresTest {
  private final PostgresServer postgres = PostgresServers.embedded();

  @Test
  void aUserWhoMayNotMakeTables() throws Exception {
    String url = postgres.freshDatabase();
    execute("create user guest");
    Complaint complaint =
        catchThrowableOfType(
            Complaint.class,
            () ->
                Starting.open(
                    PostgresConfig.of(url, "guest", ""),
                    TurnedServer.keys(),
                    InstantSource.system(),
                    Contracts.STANDARD,
                    JournalListener.NONE));
    assertThat(complaint.exitCode()).isEqualTo(1);
    assertThat(complaint.sentence())
        .startsWith("The user of the database may not make Postrider's tables in it (")
        .contains("permission denied for schema public")
        .endsWith("; make it the owner of the database, as docs/operations.md says.");
  }

  @Test
  void aDatabaseThatCannotHoldEveryCharacter() throws Exception {
    execute("create database latin encoding 'LATIN1' locale 'C' template template0");
    String url = postgres.url("latin");
    Complaint complaint =
        catchThrowableOfType(
            Complaint.class,
            () -> ExternalPostgres.check(new DatabaseUrl(url, PostgresServer.USER, "")));
    assertThat(complaint.exitCode()).isEqualTo(1);
    assertThat(complaint.sentence())
        .startsWith("Postrider needs a database of the encoding UTF8, and " + url + " is LATIN1; ")
        .contains("encoding 'UTF8' template template0");
  }

  @Test
  void aFreshDatabaseWillDo() {
    ExternalPostgres.check(new DatabaseUrl(postgres.freshDatabase(), PostgresServer.USER, ""));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(postgres.url("postgres"), PostgresServer.USER, "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
