package dev.postrider.server.embedded;

import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The directory that is ours alone while we run: a lock that the system lifts when we die.
 *
 * <p>What is missing in it is made at the first start alone. Later it is a loss, which a new one in
 * its place would hide: a file says for as long as the first start goes on that nothing was lost.
 */
public final class DataDirectory implements AutoCloseable {
  /** Signs tokens. */
  public static final String JWT_SECRET = "jwt-secret";

  /** The login of the embedded PostgreSQL. */
  static final String PASSWORD = "postgresql-password";

  /** There from before anything else until all that is kept here has been made. */
  private static final String FIRST_START = "first-start";

  private static final String LOCK = "lock";

  /** Every start leaves the first; who copies a directory by hand may leave it out. */
  private static final List<String> LEFT =
      List.of(LOCK, JWT_SECRET, PASSWORD, "postgresql/cluster");

  private static final int SECRET_BYTES = 32;

  /** Of those that somebody else has written: what signs tokens has to be at least this long. */
  private static final int SHORTEST_SECRET = 32;

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
      if (LEFT.stream().noneMatch(name -> Files.exists(absolute.resolve(name)))) {
        Files.writeString(absolute.resolve(FIRST_START), "Nothing is kept here yet.\n");
      }
      return new DataDirectory(absolute.toRealPath(), locked(absolute));
    } catch (IOException notOurs) {
      throw Complaint.failure(
          "The data directory %s cannot be written to (%s); choose another with --data, or change its owner."
              .formatted(absolute, notOurs.getClass().getSimpleName()));
    }
  }

  private static FileChannel locked(Path path) throws IOException {
    Path file = path.resolve(LOCK);
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

  /** True when nothing was kept here before: what is missing has not been made yet. */
  boolean fresh() {
    return Files.exists(path.resolve(FIRST_START));
  }

  /** All that is kept here has been made, and is on disk. */
  public void complete() throws IOException {
    Files.deleteIfExists(path.resolve(FIRST_START));
  }

  /** The secret of this name, made at the first start; only our user can read its file. */
  public String secret(String name, RandomGenerator random) throws IOException {
    Path file = path.resolve(name);
    if (!Files.exists(file)) {
      if (!fresh()) {
        throw Complaint.failure(
            "%s is missing in the data directory, which is not new (%s); put it back from a backup, or make another one as docs/operations.md says (\"When something is missing or damaged\")."
                .formatted(name, path));
      }
      var bytes = new byte[SECRET_BYTES];
      random.nextBytes(bytes);
      PrivateFile.replace(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
    return read(file);
  }

  private static String read(Path file) throws IOException {
    String secret = Files.readString(file).strip();
    if (secret.length() < SHORTEST_SECRET) {
      throw Complaint.failure(
          "The secret %s is empty, or has been cut off; put it back from a backup, or make another one as docs/operations.md says (\"When something is missing or damaged\")."
              .formatted(file));
    }
    return secret;
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
      return Optional.of(read(file));
    } catch (IOException notOurs) {
      throw Complaint.failure(
          "The secret %s cannot be read; run this as the user that runs the server."
              .formatted(file));
    }
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
