package dev.postrider.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedPostgresTest {
  /** One for all tests, because making a database takes longer than all that they do with it. */
  @TempDir static Path directory;

  @Test
  void keepsItsDataAndTheLoginFromStartToStart() throws Exception {
    try (DataDirectory data = DataDirectory.open(directory);
        EmbeddedPostgres postgres = start(data)) {
      query(postgres, "create table kept as select 1");
    }
    try (DataDirectory data = DataDirectory.open(directory);
        EmbeddedPostgres postgres = start(data)) {
      assertThat(query(postgres, "select count(*)::text from kept")).isEqualTo("1");
    }
  }

  @Test
  void stopsTheOneThatAKilledProcessLeft() throws Exception {
    try (DataDirectory data = DataDirectory.open(directory)) {
      EmbeddedPostgres left = start(data);
      query(left, "create table left_over as select 1");
      // Nobody watches what a killed process left; a watch would start it again and again.
      assertThat(left.leave()).isTrue();
      try (Connection session = connect(left);
          EmbeddedPostgres next = start(data)) {
        assertThat(query(next, "select count(*)::text from left_over")).isEqualTo("1");
        assertThat(session.isValid(1)).isFalse();
      }
    }
  }

  /** It would write its own place in the log into the control file of what is there now. */
  @Test
  void endsTheOneWhoseFilesWereMovedAwayForABackup() throws Exception {
    Path home = Files.createDirectory(directory.resolve("restored")).resolve("data");
    Path backup = home.resolveSibling("backup");
    try (DataDirectory data = DataDirectory.open(home)) {
      start(data).close();
      data.complete();
    }
    copy(home, backup);
    ProcessHandle left;
    try (DataDirectory data = DataDirectory.open(home)) {
      EmbeddedPostgres killed = start(data);
      Path pidFile = home.resolve("postgresql/cluster/postmaster.pid");
      left = ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).getFirst())).orElseThrow();
      query(killed, "create table late as select n from generate_series(1, 9999) n");
      assertThat(killed.leave()).isTrue();
    }
    Files.move(home, home.resolveSibling("damaged"));
    copy(backup, home);
    for (int start = 0; start < 2; start++) {
      try (DataDirectory data = DataDirectory.open(home);
          EmbeddedPostgres restored = start(data)) {
        assertThat(query(restored, "select 'here'")).isEqualTo("here");
      }
      // As a machine that shuts down asks everybody to, with a checkpoint.
      left.destroy();
      left.onExit().join();
    }
  }

  private static void copy(Path from, Path to) throws Exception {
    assertThat(new ProcessBuilder("cp", "-a", from.toString(), to.toString()).start().waitFor())
        .isZero();
  }

  @Test
  void isNotMisledByTheNumberOfAProcessThatIsGone() throws Exception {
    try (DataDirectory data = DataDirectory.open(directory)) {
      start(data).close();
      Path pidFile = data.path().resolve("postgresql/cluster/postmaster.pid");
      // This process lives and is no PostgreSQL, as after a restart of the machine.
      Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + directory + "\n0\n1\n\n\n");
      try (EmbeddedPostgres next = start(data)) {
        assertThat(query(next, "select 'here'")).isEqualTo("here");
      }
    }
  }

  @Test
  void asksForThePasswordWhichOnlyItsOwnerCanRead() throws Exception {
    try (DataDirectory data = DataDirectory.open(directory);
        EmbeddedPostgres postgres = start(data)) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.login().jdbc(), "postrider", "guessed"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      assertThat(postgres.login().toString()).doesNotContain(postgres.login().password());
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data.path().resolve("postgresql-password"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void isDurable() throws Exception {
    try (DataDirectory data = DataDirectory.open(directory);
        EmbeddedPostgres postgres = start(data)) {
      assertThat(query(postgres, "show fsync")).isEqualTo("on");
      assertThat(query(postgres, "show synchronous_commit")).isEqualTo("on");
      assertThat(query(postgres, "show full_page_writes")).isEqualTo("on");
      assertThat(query(postgres, "show server_version_num"))
          .startsWith(String.valueOf(Binaries.MAJOR));
    }
  }

  /** As the user of a service has it, who has no home directory. */
  @Test
  void keepsItsProgramsWithTheDataWhereThereCanBeNoCache() throws Exception {
    Path noDirectory = Files.createFile(directory.resolve("no-directory"));
    Path home = directory.resolve("homeless");
    try (DataDirectory data = DataDirectory.open(home);
        EmbeddedPostgres postgres =
            EmbeddedPostgres.start(data, noDirectory.resolve("cache"), new SecureRandom())) {
      assertThat(query(postgres, "select 'here'")).isEqualTo("here");
      assertThat(Binaries.unpacked(home.resolve("postgresql")).resolve("bin/postgres"))
          .isExecutable();
    }
  }

  @Test
  void refusesTheDataOfAnotherVersion() throws IOException {
    Path other = directory.resolve("other");
    Path cluster = Files.createDirectories(other.resolve("postgresql/cluster"));
    Files.writeString(cluster.resolve("PG_VERSION"), "17\n");
    try (DataDirectory data = DataDirectory.open(other)) {
      Complaint complaint = catchThrowableOfType(Complaint.class, () -> start(data));
      assertThat(complaint.sentence())
          .contains("was made by PostgreSQL 17, and this Postrider brings PostgreSQL 18")
          .contains("docs/operations.md");
      assertThat(complaint.exitCode()).isEqualTo(2);
    }
  }

  private static EmbeddedPostgres start(DataDirectory data)
      throws IOException, InterruptedException {
    return EmbeddedPostgres.start(data, directory.resolve("cache"), new SecureRandom());
  }

  private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
    EmbeddedPostgres.Login login = postgres.login();
    return DriverManager.getConnection(login.jdbc(), login.user(), login.password());
  }

  private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next() ? rows.getString(1) : "";
      }
    }
  }
}
