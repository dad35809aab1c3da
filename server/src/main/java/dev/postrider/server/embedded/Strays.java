package dev.postrider.server.embedded;

import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQLs that a killed Postrider left, and whose files have been moved away or deleted since,
 * as one does to put a backup in their place.
 *
 * <p>Such a one works on where it stands, but finds the control file by the path that it was
 * started with: its next checkpoint, or its stop, would write into the control file of the backup,
 * which then starts no more. So it is killed, and not asked to stop.
 */
final class Strays {
  private static final Logger log = LoggerFactory.getLogger(Strays.class);

  private static final Path PROC = Path.of("/proc");

  private Strays() {}

  /** Ends them; on a system without {@code /proc} there is nothing to tell them by. */
  static void end(Path cluster, Duration longest) throws InterruptedException {
    List<ProcessHandle> strays =
        ProcessHandle.allProcesses().filter(process -> strayed(process, cluster)).toList();
    for (ProcessHandle stray : strays) {
      log.warn(
          "process {} is a PostgreSQL that was started on {}, whose files have been moved away since; ending it",
          stray.pid(),
          cluster);
      kill(stray, cluster, longest);
    }
  }

  /** Its first process too has no time left to write anything. */
  private static void kill(ProcessHandle stray, Path cluster, Duration longest)
      throws InterruptedException {
    List<ProcessHandle> all = Stream.concat(Stream.of(stray), stray.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    try {
      CompletableFuture.allOf(
              all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
          .get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException lives) {
      throw Complaint.failure(
          "A PostgreSQL that was started on %s still runs on files that have been moved away since, and would damage what is there now; end process %d (kill -9), and start again."
              .formatted(cluster, stray.pid()));
    }
  }

  private static boolean strayed(ProcessHandle process, Path cluster) {
    boolean startedHere =
        process
            .info()
            .arguments()
            .map(arguments ->
                arguments.length > 1
                    && Arrays.asList(arguments)
                        .subList(0, 2)
                        .equals(List.of("-D", cluster.toString())))
            .orElse(false);
    return startedHere && standsElsewhere(PROC.resolve(Long.toString(process.pid())), cluster);
  }

  /** In a container, the same path is another directory, and not ours to judge. */
  private static boolean standsElsewhere(Path process, Path cluster) {
    try {
      return mounts(process).equals(mounts(PROC.resolve("self")))
          && !Files.readSymbolicLink(process.resolve("cwd")).equals(cluster);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  private static Path mounts(Path process) throws IOException {
    return Files.readSymbolicLink(process.resolve("ns/mnt"));
  }
}
