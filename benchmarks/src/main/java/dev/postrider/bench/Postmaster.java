package dev.postrider.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The PostgreSQL that runs on a data directory: its first process and the ones that this started.
 */
record Postmaster(long pid) {
  private static final int DEPTH = 4;
  private static final Duration GONE = Duration.ofSeconds(5);

  /** Finds it by the {@code postmaster.pid} at or below the directory; empty when there is none. */
  static Optional<Postmaster> under(Path directory) throws IOException {
    try (Stream<Path> found =
        Files.find(
            directory,
            DEPTH,
            (path, _) -> path.endsWith("postmaster.pid"),
            new FileVisitOption[0])) {
      Optional<Path> file = found.findFirst();
      return file.isEmpty() ? Optional.empty() : read(file.get());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The one that must be there. */
  static Postmaster in(Path directory) throws IOException {
    return under(directory)
        .orElseThrow(() -> new IOException("no postmaster.pid below " + directory));
  }

  /** The one of this file; empty when the file is not there, or has nothing in it yet. */
  static Optional<Postmaster> read(Path file) throws IOException {
    try {
      return Files.readAllLines(file).stream()
          .findFirst()
          .map(String::strip)
          .filter(line -> line.matches("[0-9]{1,18}"))
          .map(line -> new Postmaster(Long.parseLong(line)));
    } catch (NoSuchFileException stopped) {
      return Optional.empty();
    }
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

  /**
   * Memory of all its processes, in bytes: what each has for itself, and the shared memory once, as
   * large as the process has it that has touched most of it.
   */
  long memory() throws IOException {
    List<Long> pids = new ArrayList<>(List.of(pid));
    ProcessHandle.of(pid).ifPresent(p -> p.children().forEach(child -> pids.add(child.pid())));
    long own = 0;
    long shared = 0;
    for (long each : pids) {
      Optional<ProcessFiles.Memory> memory = ProcessFiles.memory(each);
      own += memory.map(ProcessFiles.Memory::own).orElse(0L);
      shared = Math.max(shared, memory.map(ProcessFiles.Memory::shared).orElse(0L));
    }
    return own + shared;
  }

  /**
   * Ends it with all its processes, if it still runs on a directory of that name or below it. What
   * it has not written is lost, so this is for data that nobody wants any more.
   */
  void killOn(Path directory) {
    ProcessHandle first = ProcessHandle.of(pid).orElse(null);
    if (first == null || !runsOn(first, directory.toString())) {
      // The file may be older than a process that has the number now.
      return;
    }
    List<ProcessHandle> all = new ArrayList<>(List.of(first));
    first.children().forEach(all::add);
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) {
      // A process that nobody buries stays in the table for good, and does no harm there.
      var _ = each.onExit().completeOnTimeout(each, GONE.toSeconds(), TimeUnit.SECONDS).join();
    }
  }

  private static boolean runsOn(ProcessHandle process, String directory) {
    return process.info().arguments().stream()
        .flatMap(Stream::of)
        .anyMatch(argument -> argument.contains(directory));
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
