package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.Receiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of a data directory, as its user changes them: by command, beside the server. */
final class KeysE2E {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String MESSAGE = "{\"eventType\":\"a\",\"payload\":{}}";

  @TempDir Path data;

  private String keys(int code, String command) throws Exception {
    try (Program keys = Program.run(Map.of(), "keys", command, "--data", data.toString())) {
      assertThat(keys.exitCode()).as(keys.output()).isEqualTo(code);
      return keys.output();
    }
  }

  private List<String> lines() throws Exception {
    return Files.readAllLines(data.resolve("master-keys"));
  }

  @Test
  void areChangedBesideTheServerAndNeededByItsNextStart() throws Exception {
    assertThat(keys(2, "rotate")).contains("There are no master keys in the file");
    String old;
    try (Receiver receiver = Receiver.start();
        Program program = Program.serve(data)) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data.resolve("master-keys"))))
          .isEqualTo("rw-------");
      old = lines().getFirst();
      try (var api = new ApiClient(program.url(), ServeE2E.token(data))) {
        api.createApplication("shop");
        api.createEndpoint("shop", "hook", receiver.url());
        assertThat(keys(0, "rotate")).contains("1 endpoints were sealed anew");
        assertThat(keys(0, "prune")).contains("Removed: ");
        assertThat(lines()).hasSize(1).doesNotContain(old);
        api.post("/api/v1/app/shop/msg", MESSAGE).require(202);
        receiver.awaitCount(1, SOON);
        api.get("/api/v1/app/shop/endpoint/hook/secret").require(200);
      }
      program.terminate();
      assertThat(program.exitCode()).as(program.output()).isZero();
      assertThat(program.output()).doesNotContain(old, lines().getFirst());
    }
    assertThat(keys(1, "rotate")).contains("does not run; start the server first");
    assertThat(lines()).hasSize(1);
    try (Receiver receiver = Receiver.start();
        Program again = Program.serve(data);
        var api = new ApiClient(again.url(), ServeE2E.token(data))) {
      api.createEndpoint("shop", "other", receiver.url());
      api.post("/api/v1/app/shop/msg", MESSAGE).require(202);
      receiver.awaitCount(1, SOON);
      again.terminate();
      assertThat(again.exitCode()).as(again.output()).isZero();
    }
    Path kept = data.resolveSibling("kept-" + data.getFileName());
    Files.move(data.resolve("master-keys"), kept);
    try (Program refused =
        Program.run(Map.of(), "serve", "--port", "0", "--data", data.toString())) {
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.output())
          .contains("are sealed by the master key ", "put it back from a backup");
    }
    assertThat(data.resolve("master-keys")).doesNotExist();
    Files.move(kept, data.resolve("master-keys"));
    try (Program again = Program.serve(data);
        var api = new ApiClient(again.url(), ServeE2E.token(data))) {
      api.get("/api/v1/app/shop/endpoint/hook/secret").require(200);
    }
  }
}
