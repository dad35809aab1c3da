package dev.postrider.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * {@code postrider serve} in a process of its own, which can be killed and started again on the
 * same data and port.
 */
final class ServerProcess implements AutoCloseable {
  static final String JWT_SECRET = "a secret of the end-to-end tests";
  private static final Duration START = Duration.ofSeconds(60);

  private final List<String> command = new ArrayList<>();
  private final Path output;
  private final int port = freePort();
  private Process process;

  /** Starts it; the options come after {@code serve}. Its output goes to a file beside the data. */
  ServerProcess(Path directory, String... options) {
    this.output = directory.resolve("server.log");
    Path module = Path.of("").toAbsolutePath();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + module.resolve("jvm.options"));
    command.add("-jar");
    command.add(module.resolve("target/postrider.jar").toString());
    command.addAll(List.of("serve", "--port", Integer.toString(port)));
    command.addAll(List.of("--allow-addresses", "127.0.0.0/8"));
    command.addAll(List.of(options));
    this.process = launch();
  }

  private Process launch() {
    try {
      var builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
      builder.environment().put("POSTRIDER_JWT_SECRET", JWT_SECRET);
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when it answers; fails with its output when it does not. */
  ServerProcess awaitReady() {
    var api = new ApiClient(url());
    try {
      Awaitility.await()
          .atMost(START)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> !process.isAlive() || api.healthy());
    } catch (RuntimeException late) {
      throw new AssertionError("not ready in time:\n" + output(), late);
    }
    assertThat(process.isAlive()).as("the server runs; it said:\n%s", output()).isTrue();
    return this;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("died of SIGKILL").isTrue();
  }

  /** Starts it again after its end. */
  void restart() {
    process = launch();
    awaitReady();
  }

  /** SIGTERM; returns the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS))
        .as("stopped in time; it said:\n%s", output())
        .isTrue();
    return process.exitValue();
  }

  boolean alive() {
    return process.isAlive();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
