package dev.postrider.server.embedded;

import dev.postrider.server.terminal.Complaint;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the PostgreSQL that comes in the program's libraries, once per version. */
final class Binaries {
  /** The version of the archive; a test holds it against the library. */
  static final String VERSION = "18.6.0";

  static final int MAJOR = 18;

  private Binaries() {}

  /**
   * The directory that holds {@code bin}, {@code lib} and {@code share}; below the cache, or below
   * {@code otherwise} where there can be no cache.
   *
   * <p>Failure policy: go on without a cache, because a user of a service often has no home
   * directory, and the cache only saves 60 MB for each further data directory.
   */
  static Path unpacked(Path cache, Path otherwise) throws IOException {
    return unpacked(usable(cache) ? cache : otherwise);
  }

  private static boolean usable(Path cache) {
    try {
      return Files.isDirectory(homeBelow(cache))
          || Files.isWritable(Files.createDirectories(cache));
    } catch (IOException notOurs) {
      return false;
    }
  }

  private static Path homeBelow(Path parent) {
    return parent.resolve("postgresql-" + VERSION + "-" + platform());
  }

  /** The directory that holds {@code bin}, {@code lib} and {@code share}; below {@code parent}. */
  static Path unpacked(Path parent) throws IOException {
    Path home = homeBelow(parent);
    if (Files.isDirectory(home)) {
      return home;
    }
    Files.createDirectories(parent);
    Path fresh = Files.createTempDirectory(parent, "unpacking");
    try {
      unpack(platform(), fresh);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException anotherWasQuicker) {
      return home;
    } finally {
      Trees.delete(fresh);
    }
    return home;
  }

  private static void unpack(String platform, Path into) throws IOException {
    String name = "/postgres-" + platform + ".txz";
    try (InputStream archive = Binaries.class.getResourceAsStream(name)) {
      if (archive == null) {
        throw Complaint.failure(
            "Postrider brings no PostgreSQL for this system (%s); give your own with --database-url."
                .formatted(platform));
      }
      try (var tar =
          new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, 1 << 16)))) {
        for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
          unpack(e, tar, into);
        }
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path into)
      throws IOException {
    Path path = into.resolve(entry.getName()).normalize();
    if (!path.startsWith(into)) {
      throw new IOException("the archive reaches outside: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.resolveSibling("."));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    if (entry.isLink()) {
      Files.createLink(path, into.resolve(entry.getLinkName()).normalize());
      return;
    }
    Files.copy(content, path);
    boolean program = (entry.getMode() & 0100) != 0;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }

  /** As the archives are named: {@code linux-x86_64}, {@code darwin-arm_64}. */
  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return (os.contains("mac") ? "darwin" : os)
        + "-"
        + switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> arch;
        };
  }
}
