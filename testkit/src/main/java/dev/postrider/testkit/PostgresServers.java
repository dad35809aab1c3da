package dev.postrider.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The PostgreSQL servers that storage is tested on: started when first asked for, one of each kind
 * per JVM.
 */
public final class PostgresServers {
  private static final int INSTALLED = 15;

  private static final Path DISK = Path.of(System.getProperty("java.io.tmpdir"));
  private static final Path MEMORY = Path.of("/dev/shm");

  /** More than all databases of a module's tests take, and the log of their server. */
  private static final long ROOM = 4L << 30;

  private static @Nullable PostgresServer installed;
  private static @Nullable PostgresServer embedded;

  private PostgresServers() {}

  /**
   * The oldest that is supported, as the machine has it; skips the test, visibly, where it has
   * none.
   */
  public static synchronized PostgresServer installed() {
    if (installed == null) {
      installed = new InstalledPostgres(installedPrograms(), memory()).hasty();
    }
    return installed;
  }

  /** The newest, which the program brings along. */
  public static synchronized PostgresServer embedded() {
    if (embedded == null) {
      embedded = new EmbeddedPostgresServer(memory()).hasty();
    }
    return embedded;
  }

  /**
   * Where those live that wait for no disk. A database is some three hundred files: making one
   * takes a third of a second on a disk, even if nothing waits for that, and a thirtieth in memory.
   */
  private static Path memory() {
    try {
      return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM
          ? MEMORY
          : DISK;
    } catch (IOException notThere) {
      return DISK;
    }
  }

  /** One more, for tests that kill or freeze it; it waits for the disk, as it would elsewhere. */
  public static PostgresServer newInstalled() {
    return new InstalledPostgres(installedPrograms(), DISK);
  }

  /** Where {@code pg_dump} and the other programs of {@link #installed} are. */
  public static Path installedPrograms() {
    Optional<Path> bin = InstalledPostgres.find(INSTALLED);
    Assumptions.assumeTrue(
        bin.isPresent(),
        "PostgreSQL "
            + INSTALLED
            + " is not installed here: install it to run these tests on it too");
    return bin.orElseThrow();
  }

  public static PostgresServer newEmbedded() {
    return new EmbeddedPostgresServer(DISK);
  }
}
