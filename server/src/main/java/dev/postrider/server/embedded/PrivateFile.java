package dev.postrider.server.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Writes what only its owner may read, and returns when it is on disk. */
public final class PrivateFile {
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  private PrivateFile() {}

  static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, PosixFilePermissions.asFileAttribute(PRIVATE));
    Files.writeString(file, text + "\n");
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Puts a new one in its place, which belongs to the same user: the text is all there or not. */
  public static void replace(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    write(fresh, text);
    if (Files.exists(file) && !Files.getOwner(file).equals(Files.getOwner(fresh))) {
      Files.setOwner(fresh, Files.getOwner(file));
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    force(Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }

  /** Renaming is durable once the directory is. */
  static void force(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
