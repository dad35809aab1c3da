package dev.postrider.server.judges;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of somebody else, run to its end within a deadline. */
record Run(int exitCode, List<String> output) {

  /** Runs it in the folder with these variables beside those of this process. */
  static Run of(
      Path folder, Map<String, String> environment, Duration deadline, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      List<String> lines = new ArrayList<>();
      Thread reader = Thread.ofVirtual().start(() -> read(process, lines));
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            String.join(" ", command) + " did not end within " + deadline.toSeconds() + " s");
      }
      reader.join();
      return new Run(process.exitValue(), lines);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Its output; fails with it when it did not end well. */
  List<String> require(String what) {
    if (exitCode != 0) {
      throw new AssertionError(what + " ended with " + exitCode + ":\n" + text());
    }
    return output;
  }

  String text() {
    return String.join("\n", output);
  }

  private static void read(Process process, List<String> lines) {
    try (BufferedReader output = process.inputReader()) {
      output.lines().forEach(lines::add);
    } catch (IOException gone) {
      lines.add("(its output broke off: " + gone.getMessage() + ")");
    }
  }
}
