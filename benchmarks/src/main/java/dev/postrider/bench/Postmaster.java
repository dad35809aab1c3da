package dev.postrider.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The PostgreSQL that runs on a data directory: its first process and the ones that this started.
 */
record Postmaster(long pid) {
  private static final int DEPTH = 4;

  /** Finds it by the {@code postmaster.pid} at or below the directory. */
  static Optional<Postmaster> under(Path directory) throws IOException {
    try (Stream<Path> found =
        Files.find(
            directory,
            DEPTH,
            (path, _) -> path.endsWith("postmaster.pid"),
            new FileVisitOption[0])) {
      Optional<Path> file = found.findFirst();
      return file.isEmpty() ? Optional.empty() : Optional.of(read(file.get()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Postmaster read(Path file) throws IOException {
    return new Postmaster(Long.parseLong(Files.readAllLines(file).getFirst().strip()));
  }

  /** CPU time of all its processes so far, ended ones included, in nanoseconds. */
  long cpu() throws IOException {
    long total = 0;
    // Children first: one that ends meanwhile is then counted with its parent instead of being
    // forgotten.
    List<ProcessHandle> children =
        ProcessHandle.of(pid).map(handle -> handle.children().toList()).orElse(List.of());
    for (ProcessHandle child : children) {
      total += ProcessFiles.cpu(child.pid()).map(ProcessFiles.Cpu::own).orElse(0L);
    }
    return total + ProcessFiles.cpu(pid).map(cpu -> cpu.own() + cpu.ended()).orElse(0L);
  }

  /** What {@code postgres --version} says. */
  String version() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("/proc/" + pid + "/exe", "--version").redirectErrorStream(true).start();
    try (var reader = process.inputReader()) {
      String line = reader.readLine();
      process.waitFor(5, TimeUnit.SECONDS);
      return line == null ? "unknown" : line.replaceAll("[^0-9.]", "");
    }
  }
}
