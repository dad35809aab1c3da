package dev.postrider.server.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command to its end, within a time. */
final class Command {

  /** What came of it; {@code output} is the last of what it printed. */
  record Result(int exitCode, String output) {
    boolean good() {
      return exitCode == 0;
    }
  }

  private static final int LONGEST_OUTPUT = 4_000;

  private Command() {}

  static boolean succeeds(List<String> command) throws InterruptedException {
    try {
      return run(command, Duration.ofSeconds(10)).good();
    } catch (IOException notInstalled) {
      return false;
    }
  }

  /** The output goes through a file, because a daemon that is started here keeps a pipe open. */
  static Result run(List<String> command, Duration longest)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("postrider", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return new Result(-1, "no end after " + longest);
      }
      return new Result(process.exitValue(), tail(output));
    } finally {
      Files.deleteIfExists(output);
    }
  }

  /** The last few thousand characters of a file. */
  static String tail(Path file) throws IOException {
    String all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    return all.length() <= LONGEST_OUTPUT ? all : all.substring(all.length() - LONGEST_OUTPUT);
  }
}
