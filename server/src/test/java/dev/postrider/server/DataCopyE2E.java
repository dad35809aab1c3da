package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.Receiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of the data directory, made as docs/operations.md says, is a backup. */
final class DataCopyE2E {
  private static final int LANES = 4;
  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir Path directory;

  @Test
  void ofAServerThatWasStopped() throws Exception {
    Path data = directory.resolve("postrider");
    String token;
    try (Receiver receiver = Receiver.start()) {
      try (Program program = Program.serve(data)) {
        token = ServeE2E.token(data);
        try (var api = new ApiClient(program.url(), token)) {
          prepare(api, receiver);
          api.post("/api/v1/app/load/msg", Lanes.message(0, 0)).require(202);
          receiver.awaitCount(1, SOON);
        }
        program.terminate();
        assertThat(program.exitCode()).isZero();
      }
      String archive = directory.resolve("postrider-backup.tar.gz").toString();
      run("tar", "-C", directory.toString(), "-cpzf", archive, "postrider");
      Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
      run("tar", "-C", elsewhere.toString(), "-xpzf", archive);
      try (Program copy = Program.serve(elsewhere.resolve("postrider"));
          var api = new ApiClient(copy.url(), token)) {
        assertThat(api.post("/api/v1/app/load/msg", Lanes.message(0, 0)).status()).isEqualTo(409);
        api.post("/api/v1/app/load/msg", Lanes.message(0, 1)).require(202);
        receiver.awaitCount(2, SOON);
      }
    }
  }

  /**
   * What a snapshot of the file system holds: every file as it was at one instant. Here nobody
   * writes while the copy is made, because every process of PostgreSQL is stopped in its tracks.
   */
  @Test
  void ofAServerThatRan() throws Exception {
    Path data = directory.resolve("postrider");
    Path copied = directory.resolve("snapshot");
    try (Receiver receiver = Receiver.start();
        Program program = Program.serve(data)) {
      String token = ServeE2E.token(data);
      try (var api = new ApiClient(program.url(), token)) {
        prepare(api, receiver);
      }
      Load load = new Load(token, "load", LANES);
      load.server(program.url());
      Awaitility.await().atMost(SOON).until(() -> load.acknowledged() >= 200);
      List<ProcessHandle> writers = writers(data);
      int[] acknowledged = new int[LANES];
      everyOne(writers, "STOP");
      Awaitility.await().atMost(SOON).until(() -> writers.stream().allMatch(DataCopyE2E::stopped));
      for (int lane = 0; lane < LANES; lane++) {
        acknowledged[lane] = load.acknowledged(lane);
      }
      run("cp", "-a", data.toString(), copied.toString());
      everyOne(writers, "CONT");
      load.server(null);
      load.stop();
      program.kill();
      try (Program copy = Program.serve(copied);
          var api = new ApiClient(copy.url(), token)) {
        for (int lane = 0; lane < LANES; lane++) {
          for (int n = 0; n < acknowledged[lane]; n++) {
            assertThat(api.post("/api/v1/app/load/msg", Lanes.message(lane, n)).status())
                .as("lane %d, %d", lane, n)
                .isEqualTo(409);
          }
        }
        Awaitility.await()
            .atMost(SOON)
            .untilAsserted(() -> {
              Lanes lanes = Lanes.of(receiver.received());
              for (int lane = 0; lane < LANES; lane++) {
                assertThat(lanes.reached("/load", lane)).isGreaterThanOrEqualTo(acknowledged[lane]);
              }
            });
      }
    }
  }

  private static void prepare(ApiClient api, Receiver receiver) throws Exception {
    api.createApplication("load");
    api.createEndpoint("load", "hook", receiver.url("127.0.0.1", "/load"));
  }

  /** PostgreSQL's processes; its main one first. */
  private static List<ProcessHandle> writers(Path data) throws IOException {
    Path pid = data.toRealPath().resolve("postgresql/cluster/postmaster.pid");
    ProcessHandle main =
        ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst())).orElseThrow();
    List<ProcessHandle> writers = new ArrayList<>(List.of(main));
    main.descendants().forEach(writers::add);
    assertThat(writers).hasSizeGreaterThan(5);
    return writers;
  }

  private void everyOne(List<ProcessHandle> processes, String signal) throws Exception {
    for (ProcessHandle process : processes) {
      run("kill", "-" + signal, Long.toString(process.pid()));
    }
  }

  private static boolean stopped(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).startsWith("T");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(String... command) throws Exception {
    Path output = directory.resolve("command.out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
  }
}
