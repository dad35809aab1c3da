package dev.postrider.server.listen;

import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder with the newest webhooks, for their owner alone: {@code 17.body} has the exact bytes,
 * {@code 17.json} all else. Several programs may use one folder. Safe for use by many threads.
 *
 * <p>It is a developer's memory and no log: nothing waits for the disk.
 */
public final class Store {
  static final int MOST = 1_000;
  static final long LARGEST = 256L << 20;

  private static final Pattern FILE = Pattern.compile("(\\d{1,15})\\.(json|body)");
  private static final FileAttribute<Set<PosixFilePermission>> OURS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path folder;
  private final int most;
  private final long largest;

  /** Bytes by number, of all that this program knows to be there. */
  private NavigableMap<Long, Long> sizes;

  private Store(Path folder, int most, long largest) throws IOException {
    this.folder = folder;
    this.most = most;
    this.largest = largest;
    this.sizes = sizes();
  }

  /** The store in this folder, which is made when there is none. */
  public static Store open(Path folder) {
    return open(folder, MOST, LARGEST);
  }

  static Store open(Path folder, int most, long largest) {
    try {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder, OURS);
      }
      return new Store(folder, most, largest);
    } catch (IOException refused) {
      throw Complaint.failure(
          "The folder %s cannot be used for webhooks (%s); name another with --store."
              .formatted(folder, refused.getClass().getSimpleName()));
    }
  }

  /** Where they are kept unless somebody says: in the user's state folder, as the system has it. */
  public static Path usual(Map<String, String> environment, String system, String home) {
    String named = environment.getOrDefault("XDG_STATE_HOME", "");
    if (!named.isEmpty()) {
      return Path.of(named, "postrider", "listen");
    }
    return system.startsWith("Mac")
        ? Path.of(home, "Library", "Application Support", "postrider", "listen")
        : Path.of(home, ".local", "state", "postrider", "listen");
  }

  public Path folder() {
    return folder;
  }

  /** Keeps it, at the cost of the oldest where there is too much, and returns its number. */
  synchronized long keep(Arrival arrival, Verdict verdict, int status) throws IOException {
    byte[] file = KeptFile.write(arrival, verdict, status);
    long id = take();
    Files.write(folder.resolve(id + ".body"), arrival.body().bytes());
    // Whoever reads it before it is whole finds none.
    Files.write(Files.createFile(folder.resolve(id + ".json"), PRIVATE), file);
    sizes.put(id, (long) file.length + arrival.body().size());
    forget();
    return id;
  }

  /** The webhook with this number. */
  public Optional<Kept> find(long id) throws IOException {
    Path file = folder.resolve(id + ".json");
    Path body = folder.resolve(id + ".body");
    try {
      return KeptFile.read(id, Files.readAllBytes(file), Files.readAllBytes(body));
    } catch (NoSuchFileException forgotten) {
      return Optional.empty();
    }
  }

  /** The numbers of all that are kept, oldest first. */
  public synchronized List<Long> ids() throws IOException {
    sizes = sizes();
    return sizes.keySet().stream()
        .filter(id -> Files.exists(folder.resolve(id + ".json")))
        .toList();
  }

  /** Makes the next body's file; when another program was faster, looks what there is by now. */
  private long take() throws IOException {
    while (true) {
      long id = sizes.isEmpty() ? 1 : sizes.lastKey() + 1;
      try {
        Files.createFile(folder.resolve(id + ".body"), PRIVATE);
        return id;
      } catch (FileAlreadyExistsException taken) {
        sizes = sizes();
      }
    }
  }

  private void forget() throws IOException {
    long bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
    while (sizes.size() > most || (bytes > largest && sizes.size() > 1)) {
      var oldest = sizes.pollFirstEntry();
      Files.deleteIfExists(folder.resolve(oldest.getKey() + ".json"));
      Files.deleteIfExists(folder.resolve(oldest.getKey() + ".body"));
      bytes -= oldest.getValue();
    }
  }

  private NavigableMap<Long, Long> sizes() throws IOException {
    TreeMap<Long, Long> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          // Another program may have forgotten it meanwhile.
          long size = Files.exists(file) ? file.toFile().length() : 0;
          found.merge(Long.parseLong(name.group(1)), size, Long::sum);
        }
      }
    } catch (UncheckedIOException halfway) {
      throw halfway.getCause();
    }
    return found;
  }
}
