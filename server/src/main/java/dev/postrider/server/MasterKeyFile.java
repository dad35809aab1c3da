package dev.postrider.server;

import dev.postrider.seal.MasterKey;
import dev.postrider.seal.MasterKeys;
import dev.postrider.server.embedded.PrivateFile;
import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Master keys in a file that only our user can read, a line each, the current one first. It is
 * replaced as a whole, so that whoever reads it meanwhile finds the old keys or the new ones.
 */
final class MasterKeyFile implements MasterKeys {
  /** Its name in the data directory. */
  static final String NAME = "master-keys";

  private static final int MOST = 100;
  private static final long LONGEST = 1 << 16;

  private final Path file;
  private final RandomGenerator random;

  MasterKeyFile(Path file, RandomGenerator random) {
    this.file = file.toAbsolutePath().normalize();
    this.random = random;
  }

  @Override
  public String place() {
    return "the file " + file;
  }

  @Override
  public List<MasterKey> read() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      if (Files.size(file) > LONGEST) {
        throw damaged();
      }
      List<MasterKey> keys = new ArrayList<>();
      for (String line : Files.readString(file).lines().map(String::strip).toList()) {
        if (!line.isEmpty()) {
          keys.add(MasterKey.parse(line).orElseThrow(this::damaged));
        }
      }
      if (keys.isEmpty() || keys.size() > MOST) {
        throw damaged();
      }
      return keys;
    } catch (IOException notOurs) {
      throw Complaint.failure(
          "The master keys in %s cannot be read (%s); run this as the user that runs the server."
              .formatted(file, notOurs.getClass().getSimpleName()));
    }
  }

  private Complaint damaged() {
    return Complaint.failure(
        "The file %s does not hold 1 to %d master keys, each 32 bytes in base64 on a line; put it back from a backup, as docs/operations.md says (\"When something is missing or damaged\")."
            .formatted(file, MOST));
  }

  @Override
  public MasterKey make() {
    MasterKey made = MasterKey.make(random);
    write(List.of(made));
    return made;
  }

  /** Puts a new one before the others. */
  MasterKey add() {
    List<MasterKey> keys = new ArrayList<>(read());
    if (keys.size() >= MOST) {
      throw Complaint.failure(
          "There are %d master keys in %s; remove some first (./postrider keys prune)."
              .formatted(MOST, place()));
    }
    MasterKey made = MasterKey.make(random);
    keys.addFirst(made);
    write(keys);
    return made;
  }

  /** Keeps these alone. */
  void write(List<MasterKey> keys) {
    try {
      PrivateFile.replace(
          file, keys.stream().map(MasterKey::text).collect(Collectors.joining("\n")));
    } catch (IOException notOurs) {
      throw Complaint.failure(
          "The master keys cannot be kept in %s (%s); run this as the user that runs the server, and see that the disk has room."
              .formatted(file, notOurs.getClass().getSimpleName()));
    }
  }
}
