package dev.postrider.testkit;

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

  private static @Nullable PostgresServer installed;
  private static @Nullable PostgresServer embedded;

  private PostgresServers() {}

  /**
   * The oldest that is supported, as the machine has it; skips the test, visibly, where it has
   * none.
   */
  public static synchronized PostgresServer installed() {
    if (installed == null) {
      installed = newInstalled().hasty();
    }
    return installed;
  }

  /** The newest, which the program brings along. */
  public static synchronized PostgresServer embedded() {
    if (embedded == null) {
      embedded = newEmbedded().hasty();
    }
    return embedded;
  }

  /** One more, for tests that kill or freeze it; it waits for the disk, as it would elsewhere. */
  public static PostgresServer newInstalled() {
    return new InstalledPostgres(installedPrograms());
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
    return new EmbeddedPostgresServer();
  }
}
