package dev.postrider.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A server under measurement, as a process of its own; it ends with this program at the latest. */
final class Child implements AutoCloseable {
  /** How long a start may take. */
  static final Duration READY = Duration.ofSeconds(90);

  private static final Duration STOPPED = Duration.ofSeconds(40);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int LOG_LINES_SHOWN = 30;

  /** How to start it, and where it is then. */
  record Command(
      List<String> words, Map<String, String> environment, Path log, String host, int port) {
    Command(List<String> words, Map<String, String> environment, Path log, int port) {
      this(words, environment, log, "127.0.0.1", port);
    }

    /** The root of what it serves. */
    URI base() {
      return URI.create("http://" + host + ":" + port);
    }
  }

  private final Process process;
  private final Command command;
  private final AtomicBoolean told = new AtomicBoolean();
  private final Thread hook;

  private Child(Process process, Command command) {
    this.process = process;
    this.command = command;
    this.hook = new Thread(this::terminate, "stop-child");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts it and returns when it answers {@code GET /api/v1/health} with success. */
  static Child start(Command command) throws IOException, InterruptedException {
    Child child = launch(command);
    try {
      child.awaitReady(READY);
    } catch (IOException | InterruptedException e) {
      child.close();
      throw e;
    }
    return child;
  }

  /** Starts it and returns at once. */
  static Child launch(Command command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.words);
    builder.environment().putAll(command.environment);
    builder.redirectErrorStream(true).redirectOutput(command.log.toFile());
    return new Child(builder.start(), command);
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Waits for its end and returns its exit code. */
  int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  /** Asks it to stop (SIGTERM); only once, because the server takes a second word for haste. */
  void terminate() {
    if (!told.getAndSet(true)) {
      process.destroy();
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(command.host, command.port);
  }

  URI base() {
    return command.base();
  }

  /** Returns when it answers {@code GET /api/v1/health} with success. */
  void awaitReady(Duration longest) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest health =
          HttpRequest.newBuilder(base().resolve("/api/v1/health"))
              .timeout(Duration.ofSeconds(5))
              .build();
      while (System.nanoTime() < deadline) {
        if (!process.isAlive()) {
          throw new IOException("the server ended at its start:\n" + lastLines());
        }
        try {
          if (client.send(health, BodyHandlers.discarding()).statusCode() / 100 == 2) {
            return;
          }
        } catch (IOException notYet) {
          // It does not listen yet; the deadline decides.
        }
        Thread.sleep(POLL);
      }
    }
    throw new IOException("the server is not ready after " + longest + ":\n" + lastLines());
  }

  /** What it said last. */
  String lastLines() throws IOException {
    List<String> lines = Files.readAllLines(command.log);
    return String.join(
        "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
  }

  /** Ends it as a crash would (SIGKILL), and returns when it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to stop, and ends it when it does not. */
  @Override
  public void close() throws IOException {
    terminate();
    try {
      if (!process.waitFor(STOPPED.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // Then the hook does no harm.
    }
  }
}
