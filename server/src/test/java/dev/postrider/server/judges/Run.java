package dev.postrider.server.judges;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of somebody else that is run; whatever it says is kept. */
final class Run implements AutoCloseable {
  private final List<String> command;
  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;
  private boolean silent;

  /** Starts it in the folder, with these variables beside those of this process. */
  Run(Path folder, Map<String, String> environment, List<String> command) throws IOException {
    this.command = List.copyOf(command);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    this.process = builder.start();
    process.getOutputStream().close();
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /** Waits until it says a line that begins so, and returns that line. */
  String awaitLine(String beginning, Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    synchronized (lines) {
      while (true) {
        for (String line : lines) {
          if (line.startsWith(beginning)) {
            return line;
          }
        }
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0 || silent) {
          throw new AssertionError(named() + " never said " + beginning + ":\n" + text());
        }
        lines.wait(left);
      }
    }
  }

  /** Waits for its end and returns its exit code. */
  int exitCode(Duration within) throws InterruptedException {
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(
          named() + " did not end within " + within.toSeconds() + " s:\n" + text());
    }
    reader.join();
    return process.exitValue();
  }

  /** Waits for its end, which must be a good one. */
  Run succeed(Duration within) throws InterruptedException {
    int code = exitCode(within);
    if (code != 0) {
      throw new AssertionError(named() + " ended with " + code + ":\n" + text());
    }
    return this;
  }

  List<String> output() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  String text() {
    return String.join("\n", output());
  }

  private String named() {
    return String.join(" ", command);
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        say(line);
      }
    } catch (IOException gone) {
      say("(its output broke off: " + gone.getMessage() + ")");
    }
    synchronized (lines) {
      silent = true;
      lines.notifyAll();
    }
  }

  private void say(String line) {
    synchronized (lines) {
      lines.add(line);
      lines.notifyAll();
    }
  }

  /** Ends it, and what it has started; twice is harmless. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
