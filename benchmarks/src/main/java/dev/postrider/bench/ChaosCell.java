package dev.postrider.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the server runs: in namespaces of Linux, with a small file system for its data and a
 * network of its own, as far as this system allows that. What it does not allow is left out, and
 * said.
 *
 * <p>The namespaces are kept by a process that ends when its standard input does, so they end with
 * this program however it ends, and file system and network with them.
 */
final class ChaosCell implements AutoCloseable {

  /** What the data directory lies on. */
  private enum Disk {
    /** An ext4 file system in a file. */
    LOOP("ext4 in a file of %d MiB, filled by another file"),
    /** In memory, in a user namespace. */
    TMPFS("tmpfs of %d MiB, filled by making it smaller"),
    /** The disk of the repository. */
    SHARED("the disk of the repository, which cannot be filled");

    private final String told;

    Disk(String told) {
      this.told = told;
    }
  }

  /** More than a file system keeps for itself when a file gets all of its room. */
  private static final long METADATA = 8L << 20;

  private final Disk disk;
  private final Path directory;
  private final int megabytes;
  private final @Nullable Process anchor;
  private final @Nullable ChaosLinks links;

  private ChaosCell(
      Disk disk,
      Path directory,
      int megabytes,
      @Nullable Process anchor,
      @Nullable ChaosLinks links) {
    this.disk = disk;
    this.directory = directory;
    this.megabytes = megabytes;
    this.anchor = anchor;
    this.links = links;
  }

  /**
   * The best that this system allows.
   *
   * @param directory where the server's data goes; the file system comes over it
   * @param megabytes of the file system
   */
  static ChaosCell open(Path directory, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Process whole = loop(directory, megabytes, List.of("unshare", "-m", "-n"));
    if (whole != null) {
      ChaosLinks links = ChaosLinks.into(whole.pid());
      if (links != null) {
        return new ChaosCell(Disk.LOOP, directory, megabytes, whole, links);
      }
      whole.destroyForcibly().waitFor();
    }
    Process loop = loop(directory, megabytes, List.of("unshare", "-m"));
    if (loop != null) {
      return new ChaosCell(Disk.LOOP, directory, megabytes, loop, null);
    }
    Process tmpfs =
        anchor(
            List.of("unshare", "-U", "-r", "-m"),
            "mount -t tmpfs -o size=\"$1\" tmpfs \"$2\"",
            megabytes + "m",
            directory.toString());
    return tmpfs != null
        ? new ChaosCell(Disk.TMPFS, directory, megabytes, tmpfs, null)
        : new ChaosCell(Disk.SHARED, directory, megabytes, null, null);
  }

  /** Only root may mount a file; null for others. */
  private static @Nullable Process loop(Path directory, int megabytes, List<String> unshare)
      throws IOException, InterruptedException {
    Path image = directory.resolveSibling("disk.img");
    try (var file = new RandomAccessFile(image.toFile(), "rw")) {
      // With holes: it takes the room that is written to.
      file.setLength((long) megabytes << 20);
    }
    if (!ChaosShell.succeeds("mkfs.ext4", "-q", "-F", "-m", "0", image.toString())) {
      return null;
    }
    return anchor(unshare, "mount -o loop \"$1\" \"$2\"", image.toString(), directory.toString());
  }

  /** A process in new namespaces that has done this in them; null where that is not allowed. */
  private static @Nullable Process anchor(List<String> unshare, String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(unshare);
    command.addAll(List.of("sh", "-c", script + " && echo ready && exec cat", "sh"));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException notInstalled) {
      return null;
    }
    BufferedReader output = process.inputReader();
    if ("ready".equals(output.readLine())) {
      return process;
    }
    process.destroyForcibly().waitFor();
    return null;
  }

  /** What goes before a command that is to run in here. */
  List<String> inside() {
    if (anchor == null) {
      return List.of();
    }
    List<String> words =
        new ArrayList<>(List.of("nsenter", "--target", "" + anchor.pid(), "--mount"));
    if (links != null) {
      words.add("--net");
    }
    if (disk == Disk.TMPFS) {
      words.addAll(List.of("--user", "--preserve-credentials"));
    }
    return words;
  }

  /** The data directory, as the server knows it. */
  Path data() {
    return directory.resolve("data");
  }

  /** The data directory, as this program gets to it. */
  Path dataSeenFromHere() {
    return seen("data");
  }

  private Path seen(String name) {
    Path path = directory.resolve(name).toAbsolutePath();
    return anchor == null ? path : Path.of("/proc/" + anchor.pid() + "/root" + path);
  }

  /** The address of the API. */
  String serverHost() {
    return links == null ? "127.0.0.1" : links.api().server();
  }

  /** The address of receivers, as the server knows it. */
  String receiverHost() {
    return links == null ? "127.0.0.1" : links.webhooks().here();
  }

  boolean canBeFull() {
    return disk != Disk.SHARED;
  }

  /** Leaves so much room in the file system and no more. */
  void fill(long leftBytes) throws IOException, InterruptedException {
    // Not Files.getFileStore, which looks for the path among the mounts of this namespace.
    File here = dataSeenFromHere().toFile();
    switch (disk) {
      case LOOP -> {
        long large = here.getUsableSpace() - Math.max(leftBytes, METADATA);
        ChaosShell.run("fallocate", "-l", "" + Math.max(1, large), seen("filler").toString());
        fillUp(here, leftBytes);
      }
      case TMPFS -> remount(here.getTotalSpace() - here.getUsableSpace() + leftBytes);
      case SHARED -> throw new IllegalStateException("this disk is not ours to fill");
    }
  }

  /** The rest piece by piece, because what a file needs besides its bytes is not known before. */
  private void fillUp(File here, long leftBytes) throws IOException {
    byte[] piece = new byte[4_096];
    try (var filler = new FileOutputStream(seen("filler").toFile(), true)) {
      while (here.getUsableSpace() > leftBytes) {
        filler.write(piece);
      }
    } catch (IOException full) {
      if (here.getUsableSpace() > METADATA) {
        throw full;
      }
    }
  }

  /** Makes room again. */
  void empty() throws IOException, InterruptedException {
    switch (disk) {
      case LOOP -> Files.deleteIfExists(seen("filler"));
      case TMPFS -> remount((long) megabytes << 20);
      case SHARED -> throw new IllegalStateException("this disk is not ours to fill");
    }
  }

  private void remount(long bytes) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(inside());
    words.addAll(List.of("mount", "-o", "remount,size=" + bytes, directory.toString()));
    ChaosShell.run(words.toArray(String[]::new));
  }

  /** The link that webhooks take, to be cut; null where it is this machine's own. */
  @Nullable ChaosLinks links() {
    return links;
  }

  String diskTold() {
    return disk.told.formatted(megabytes);
  }

  String networkTold() {
    return links == null
        ? "a proxy before each receiver"
        : "a network namespace whose link is cut, and a proxy before each receiver";
  }

  @Override
  public void close() throws IOException {
    if (anchor != null) {
      anchor.getOutputStream().close();
      anchor.destroyForcibly();
    }
  }
}
