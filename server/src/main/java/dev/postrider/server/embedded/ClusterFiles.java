package dev.postrider.server.embedded;

import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Tells whether PostgreSQL's files are there, and never takes a loss for a beginning. */
final class ClusterFiles {
  /** What to do about damage: ends a sentence that says what is damaged. */
  static final String MEND =
      "put a backup of the whole data directory in its place, or see docs/operations.md (\"When something is missing or damaged\"); nothing was changed";

  private ClusterFiles() {}

  /**
   * True when they are there and of our version, false when they are to be made.
   *
   * <p>Failure policy: fail closed. A new database in the place of one that was lost would answer
   * 404 for every application, and what was to be delivered would be forgotten.
   */
  static boolean present(DataDirectory data, Path cluster) throws IOException {
    try {
      if (!Files.readAttributes(cluster, BasicFileAttributes.class).isDirectory()) {
        throw Complaint.failure("%s is no directory; %s.".formatted(cluster, MEND));
      }
      requireVersion(cluster);
      return true;
    } catch (AccessDeniedException notOurs) {
      throw Complaint.failure(
          "%s cannot be read by the user %s; start Postrider as the user that owns the data directory, or give him all of it (chown -R)."
              .formatted(notOurs.getFile(), System.getProperty("user.name")));
    } catch (NoSuchFileException missing) {
      if (data.fresh()) {
        return false;
      }
      throw Complaint.failure(
          "The database is missing: there is no %s, and %s is not new. Is a disk not mounted? If it is lost, put a backup in its place; if it was with --database-url till now, give that again; for an empty database, choose another directory with --data."
              .formatted(cluster, data.path()));
    }
  }

  private static void requireVersion(Path cluster) throws IOException {
    String found = version(cluster);
    if (!found.matches("[0-9]{1,3}")) {
      throw Complaint.failure(
          "%s has no PG_VERSION, so it is not whole; %s.".formatted(cluster, MEND));
    }
    if (!found.equals(String.valueOf(Binaries.MAJOR))) {
      throw Complaint.usage(
          "%s was made by PostgreSQL %s, and this Postrider brings PostgreSQL %d; start the Postrider that made it and move the data as docs/operations.md says, or choose another directory with --data."
              .formatted(cluster, found, Binaries.MAJOR));
    }
  }

  /** Empty when there is none. */
  private static String version(Path cluster) throws IOException {
    try (var file = Files.newInputStream(cluster.resolve("PG_VERSION"))) {
      return new String(file.readNBytes(16), StandardCharsets.UTF_8).strip();
    } catch (NoSuchFileException none) {
      return "";
    }
  }
}
