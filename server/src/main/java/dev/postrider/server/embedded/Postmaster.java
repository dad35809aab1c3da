package dev.postrider.server.embedded;

import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's main process, which may outlive a Postrider that was killed. */
final class Postmaster {
  private static final Logger log = LoggerFactory.getLogger(Postmaster.class);

  private Postmaster() {}

  /**
   * Clears away what a killed Postrider left.
   *
   * <p>A postmaster that still runs is stopped, not taken over: one of its sessions may be about to
   * commit what the killed process had sent, and must not do so after we have read where to go on.
   */
  static void stopLeftOver(Path bin, Path cluster, RunAs runAs, Duration longest)
      throws IOException, InterruptedException {
    Path pidFile = cluster.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    if (running(pidFile, cluster).isEmpty()) {
      // PostgreSQL would take any process with this number, of which there may be one by now, for
      // its own.
      Files.delete(pidFile);
      return;
    }
    log.info("the PostgreSQL of an earlier Postrider still runs; stopping it");
    if (!stop(bin, cluster, runAs, "fast", longest)
        && !stop(bin, cluster, runAs, "immediate", longest)) {
      throw Complaint.failure(
          "A PostgreSQL of an earlier Postrider still runs on %s and does not stop; end the process whose number stands in %s."
              .formatted(cluster, pidFile));
    }
  }

  /** True when a postmaster runs on this cluster. */
  static boolean running(Path cluster) throws IOException {
    Path pidFile = cluster.resolve("postmaster.pid");
    return Files.exists(pidFile) && running(pidFile, cluster).isPresent();
  }

  /** Where the postmaster of this cluster listens; empty when none does. */
  static Optional<Integer> port(Path cluster) throws IOException {
    if (!running(cluster)) {
      return Optional.empty();
    }
    return Files.readString(cluster.resolve("postmaster.pid"))
        .lines()
        .skip(3)
        .findFirst()
        .map(String::strip)
        .filter(port -> port.matches("\\d{1,5}"))
        .map(Integer::valueOf);
  }

  /** True when it has stopped. */
  static boolean stop(Path bin, Path cluster, RunAs runAs, String mode, Duration longest)
      throws IOException, InterruptedException {
    return Command.run(
            runAs.before(
                bin.resolve("pg_ctl").toString(),
                "stop",
                "--pgdata=" + cluster,
                "--mode=" + mode,
                "--wait",
                "--timeout=" + longest.toSeconds()),
            longest.plusSeconds(10))
        .good();
  }

  private static Optional<ProcessHandle> running(Path pidFile, Path cluster) throws IOException {
    String number = Files.readString(pidFile).lines().findFirst().orElse("").strip();
    return number.matches("\\d{1,18}")
        ? ProcessHandle.of(Long.parseLong(number)).filter(process -> isPostmaster(process, cluster))
        : Optional.empty();
  }

  private static boolean isPostmaster(ProcessHandle process, Path cluster) {
    return process.isAlive()
        && process
            .info()
            .arguments()
            .map(arguments -> Arrays.asList(arguments).contains(cluster.toString()))
            .orElse(false);
  }
}
