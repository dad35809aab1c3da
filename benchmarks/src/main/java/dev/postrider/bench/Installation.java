package dev.postrider.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the programs under measurement stand.
 *
 * @param root the repository
 */
record Installation(Path root) {
  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 10_000;
  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 37 % PORTS));

  /** The repository that this program was built in. */
  static Installation ofThisProgram() {
    try {
      Path jar =
          Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      // <root>/benchmarks/target/benchmarks.jar, or the directory of classes beside it
      return new Installation(jar.resolve("../../..").normalize());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("this program does not know where it stands", e);
    }
  }

  Path serverJar() {
    return root.resolve("server/target/postrider.jar");
  }

  Path benchmarksJar() {
    return root.resolve("benchmarks/target/benchmarks.jar");
  }

  /**
   * A new directory for one run, on the disk of the repository: a temporary directory may be
   * memory.
   */
  Path newRunDirectory() throws IOException {
    Path parent = Files.createDirectories(root.resolve("benchmarks/target/runs"));
    return Files.createTempDirectory(parent, "run");
  }

  /**
   * The command of a JVM with the options that the product's script uses, and these ones.
   *
   * @param recording where a flight recording goes when it stops; null for none
   */
  List<String> java(@Nullable Path recording, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + root.resolve("server/jvm.options"));
    if (recording != null) {
      command.add(
          // Samples by CPU time (JEP 509) see the system calls too, which are half of what is spent
          // here.
          "-XX:StartFlightRecording=settings=profile,dumponexit=true,jdk.CPUTimeSample#enabled=true,filename="
              + recording.toAbsolutePath());
    }
    command.addAll(options);
    return command;
  }

  /**
   * A port that nobody listens on, and never the same twice; below the range from which outgoing
   * connections take theirs. Where the search begins depends on this process, so that two runs at
   * once hardly pick the same before they listen.
   */
  static int freePort() throws IOException {
    return freePorts(1);
  }

  /** The first of so many ports in a row. */
  static int freePorts(int count) throws IOException {
    for (int tried = 0; tried < PORTS; tried += count) {
      int first = NEXT.getAndAdd(count) % (PORTS - count + 1) + FIRST_PORT;
      if (IntStream.range(first, first + count).allMatch(Installation::free)) {
        return first;
      }
    }
    throw new IOException("no free port from " + FIRST_PORT + " to " + (FIRST_PORT + PORTS - 1));
  }

  private static boolean free(int port) {
    try (ServerSocket _ = new ServerSocket(port)) {
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
