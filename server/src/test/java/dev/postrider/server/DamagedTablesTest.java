package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postrider.directory.Application;
import dev.postrider.postgres.JournalListener;
import dev.postrider.postgres.Postgres;
import dev.postrider.postgres.PostgresConfig;
import dev.postrider.server.embedded.Cache;
import dev.postrider.server.embedded.DataDirectory;
import dev.postrider.server.embedded.EmbeddedPostgres;
import dev.postrider.server.terminal.Complaint;
import dev.postrider.testkit.Contracts;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that starts can have tables that are not what was written. */
final class DamagedTablesTest {
  @TempDir Path directory;

  private static Postgres open(EmbeddedPostgres postgres) {
    EmbeddedPostgres.Login login = postgres.login();
    return Starting.open(
        PostgresConfig.of(login.jdbc(), login.user(), login.password()),
        TurnedServer.keys(),
        InstantSource.system(),
        Contracts.STANDARD,
        JournalListener.NONE);
  }

  private Path applications(EmbeddedPostgres postgres) throws Exception {
    EmbeddedPostgres.Login login = postgres.login();
    try (var connection =
            DriverManager.getConnection(login.jdbc(), login.user(), login.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select pg_relation_filepath('application')")) {
      rows.next();
      return directory.resolve("postgresql/cluster").resolve(rows.getString(1));
    }
  }

  @Test
  void areRefusedWithWhatToDo() throws Exception {
    Path file;
    try (DataDirectory data = DataDirectory.open(directory);
        EmbeddedPostgres postgres =
            EmbeddedPostgres.start(data, Cache.directory(), new SecureRandom())) {
      try (Postgres opened = open(postgres)) {
        opened
            .directory()
            .createApplication(
                "org_test",
                "standard",
                new Application.Settings("Shop", null, null, Map.of(), Map.of()));
      }
      file = applications(postgres);
    }
    assertThat(Files.size(file)).isPositive();
    try (var page = new RandomAccessFile(file.toFile(), "rw")) {
      page.seek(4_000);
      page.writeLong(0x6461_6d61_6765_6421L);
    }
    try (DataDirectory data = DataDirectory.open(directory);
        EmbeddedPostgres postgres =
            EmbeddedPostgres.start(data, Cache.directory(), new SecureRandom())) {
      Complaint complaint = catchThrowableOfType(Complaint.class, () -> open(postgres));
      assertThat(complaint.sentence())
          .startsWith("Postrider does not start: the files of its database are damaged (")
          .contains("invalid page in block 0", "restore a backup");
      assertThat(complaint.exitCode()).isEqualTo(1);
    }
  }
}
