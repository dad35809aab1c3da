package dev.postrider.server.embedded;

import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The directory that is ours alone while we run: a lock that the system lifts when we die. */
public final class DataDirectory implements AutoCloseable {
  /** Signs tokens. */
  public static final String JWT_SECRET = "jwt-secret";

  private static final int SECRET_BYTES = 32;
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  private final Path path;
  private final FileChannel lockFile;

  private DataDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /** Takes the directory, and makes it when there is none. */
  public static DataDirectory open(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute);
      return new DataDirectory(absolute.toRealPath(), locked(absolute));
    } catch (IOException notOurs) {
      throw Complaint.failure(
          "The data directory %s cannot be written to (%s); choose another with --data, or change its owner."
              .formatted(absolute, notOurs.getClass().getSimpleName()));
    }
  }

  private static FileChannel locked(Path path) throws IOException {
    Path file = path.resolve("lock");
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (lock(channel).isEmpty()) {
      String holder = Files.readString(file).strip();
      channel.close();
      throw Complaint.failure(
          "Another Postrider (process %s) is using the data directory %s; stop it, or choose another directory with --data."
              .formatted(holder, path));
    }
    channel.truncate(0);
    String pid = ProcessHandle.current().pid() + "\n";
    channel.write(StandardCharsets.US_ASCII.encode(pid));
    return channel;
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException ourOwn) {
      return Optional.empty();
    }
  }

  public Path path() {
    return path;
  }

  /** The secret of this name, made when there is none; only our user can read its file. */
  public String secret(String name, RandomGenerator random) throws IOException {
    Path file = path.resolve(name);
    if (!Files.exists(file)) {
      var bytes = new byte[SECRET_BYTES];
      random.nextBytes(bytes);
      Path fresh = path.resolve(name + ".new");
      writePrivately(fresh, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file).strip();
  }

  /**
   * The secret of this name in a directory that somebody else may be using; empty when there is
   * none.
   */
  public static Optional<String> storedSecret(Path directory, String name) {
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException notOurs) {
      throw Complaint.failure(
          "The secret %s cannot be read; run this as the user that runs the server."
              .formatted(file));
    }
  }

  static void writePrivately(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, PosixFilePermissions.asFileAttribute(PRIVATE));
    Files.writeString(file, text + "\n");
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
