package dev.postrider.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A data directory that has lost something, or that is damaged, is refused with what to do; nothing
 * is made anew in it, and nothing of what is left is changed.
 */
final class LostFilesTest {
  @TempDir static Path shared;

  /** As the first start and a good stop left it. */
  private static Path good;

  @TempDir Path directory;
  private Path data;
  private Path cluster;

  @BeforeAll
  static void firstStart() throws Exception {
    good = shared.resolve("good");
    try (DataDirectory data = DataDirectory.open(good)) {
      data.secret(DataDirectory.JWT_SECRET, new SecureRandom());
      start(data).close();
      data.complete();
    }
  }

  @BeforeEach
  void copy() throws Exception {
    data = directory.resolve("data");
    cluster = data.resolve("postgresql/cluster");
    assertThat(new ProcessBuilder("cp", "-a", good.toString(), data.toString()).start().waitFor())
        .isZero();
  }

  private static EmbeddedPostgres start(DataDirectory data)
      throws IOException, InterruptedException {
    return EmbeddedPostgres.start(data, shared.resolve("cache"), new SecureRandom());
  }

  private String refused(String... sentences) throws IOException {
    try (DataDirectory open = DataDirectory.open(data)) {
      Complaint complaint = catchThrowableOfType(Complaint.class, () -> start(open));
      assertThat(complaint.sentence()).contains(sentences);
      assertThat(complaint.exitCode()).isEqualTo(1);
      return complaint.sentence();
    }
  }

  private static List<String> tree(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void theCluster() throws Exception {
    Files.move(cluster, directory.resolve("elsewhere"));
    List<String> before = tree(data);
    refused("The database is missing: there is no " + cluster, "Is a disk not mounted?");
    assertThat(tree(data)).isEqualTo(before);
    Files.move(directory.resolve("elsewhere"), cluster);
    try (DataDirectory open = DataDirectory.open(data);
        EmbeddedPostgres postgres = start(open)) {
      assertThat(postgres.login().password()).isNotEmpty();
    }
  }

  /** All that is left says that there was something, be it the lock alone. */
  @Test
  void everythingButTheLock() throws Exception {
    Trees.delete(data.resolve("postgresql"));
    Files.delete(data.resolve("jwt-secret"));
    Files.delete(data.resolve("postgresql-password"));
    refused("The database is missing");
    assertThat(tree(data)).containsExactly(data.toString(), data.resolve("lock").toString());
  }

  @Test
  void thePassword() throws Exception {
    Files.delete(data.resolve("postgresql-password"));
    refused("postgresql-password is missing in the data directory", "put it back from a backup");
    assertThat(data.resolve("postgresql-password")).doesNotExist();
  }

  @Test
  void aPasswordOfAnotherBackup() throws Exception {
    Files.writeString(
        data.resolve("postgresql-password"), "another-password-that-is-long-enough-to-be-one\n");
    String said = refused("postgresql-password and " + cluster + " do not belong together");
    assertThat(said).doesNotContain("another-password");
    assertThat(cluster.resolve("postmaster.pid")).as("it was stopped again").doesNotExist();
  }

  @Test
  void theSecretOfTokens() throws Exception {
    for (boolean empty : new boolean[] {false, true}) {
      Path secret = data.resolve("jwt-secret");
      Files.deleteIfExists(secret);
      if (empty) {
        Files.createFile(secret);
      }
      try (DataDirectory open = DataDirectory.open(data)) {
        Complaint complaint =
            catchThrowableOfType(
                Complaint.class, () -> open.secret(DataDirectory.JWT_SECRET, new SecureRandom()));
        assertThat(complaint.sentence())
            .contains(empty ? "is empty, or has been cut off" : "jwt-secret is missing")
            .contains("docs/operations.md");
      }
      assertThat(Files.exists(secret)).isEqualTo(empty);
    }
  }

  @Test
  void theVersion() throws Exception {
    Files.delete(cluster.resolve("PG_VERSION"));
    refused(cluster + " has no PG_VERSION, so it is not whole", "put a backup");
  }

  @Test
  void theControlFile() throws Exception {
    Path control = cluster.resolve("global/pg_control");
    try (var file = new RandomAccessFile(control.toFile(), "rw")) {
      file.seek(64);
      file.writeLong(0x1234_5678_9abc_def0L);
    }
    refused("does not start: incorrect checksum in control file", "If its files are damaged");
    Files.delete(control);
    refused("could not open file \"" + control, "If its files are damaged");
  }

  @Test
  void theWriteAheadLog() throws Exception {
    try (Stream<Path> segments = Files.list(cluster.resolve("pg_wal"))) {
      for (Path segment : segments.filter(Files::isRegularFile).toList()) {
        Files.delete(segment);
      }
    }
    refused("does not start: could not locate a valid checkpoint record", "put a backup");
  }

  @Test
  void theTables() throws Exception {
    Trees.delete(cluster.resolve("base"));
    refused("The embedded PostgreSQL starts, but does not answer", "Its files are damaged");
  }

  /** Half of the catalogue. */
  @Test
  void theEndOfAFile() throws Exception {
    Path catalogue = catalogue();
    try (var file = new RandomAccessFile(catalogue.toFile(), "rw")) {
      file.setLength(file.length() / 2 / 8192 * 8192);
    }
    refused("The embedded PostgreSQL starts, but does not answer", "Its files are damaged");
  }

  private Path catalogue() throws Exception {
    try (DataDirectory open = DataDirectory.open(data);
        EmbeddedPostgres postgres = start(open);
        var connection =
            DriverManager.getConnection(
                postgres.login().jdbc(), postgres.login().user(), postgres.login().password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select pg_relation_filepath('pg_class')")) {
      rows.next();
      return cluster.resolve(rows.getString(1));
    }
  }

  @Test
  void thePermissions() throws Exception {
    Files.setPosixFilePermissions(cluster, PosixFilePermissions.fromString("rwxr-xr-x"));
    refused("has invalid permissions (Permissions should be u=rwx (0700) or u=rwx,g=rx (0750).)");
  }

  @Test
  void aFileInItsPlace() throws Exception {
    Trees.delete(cluster);
    Files.createFile(cluster);
    refused(cluster + " is no directory");
  }

  /** A first start that was killed while it made the database had nothing to lose. */
  @Test
  void aFirstStartThatWasKilledIsBegunAgain() throws Exception {
    Path fresh = directory.resolve("fresh");
    try (DataDirectory data = DataDirectory.open(fresh)) {
      data.secret(DataDirectory.PASSWORD, new SecureRandom());
      Path half = Files.createDirectories(fresh.resolve("postgresql/cluster.new/base"));
      Files.writeString(half.resolveSibling("PG_VERSION"), "18\n");
    }
    try (DataDirectory data = DataDirectory.open(fresh)) {
      start(data).close();
      data.complete();
      assertThat(fresh.resolve("postgresql/cluster.new")).doesNotExist();
    }
    Trees.delete(fresh.resolve("postgresql/cluster"));
    try (DataDirectory data = DataDirectory.open(fresh)) {
      Complaint complaint = catchThrowableOfType(Complaint.class, () -> start(data));
      assertThat(complaint.sentence()).startsWith("The database is missing");
    }
  }

  /** The file system of a disk of its own is not quite empty. */
  @Test
  void aFreshFileSystemIsAFirstStart() throws Exception {
    Path mounted = Files.createDirectories(directory.resolve("mounted"));
    Files.createDirectory(mounted.resolve("lost+found"));
    try (DataDirectory data = DataDirectory.open(mounted)) {
      assertThat(ClusterFiles.present(data, mounted.resolve("postgresql/cluster"))).isFalse();
    }
  }
}
