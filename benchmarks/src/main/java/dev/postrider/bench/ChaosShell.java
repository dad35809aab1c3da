package dev.postrider.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of the system. */
final class ChaosShell {
  private static final int LONGEST_SECONDS = 30;

  private ChaosShell() {}

  /** True when it is there, ends in time and says that all went well. */
  static boolean succeeds(String... command) throws InterruptedException {
    try {
      run(command);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /** Runs it to its end; an {@link IOException} tells what went wrong. */
  static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    // What such programs print is short enough for the pipe.
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + " does not end");
    }
    if (process.exitValue() != 0) {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      throw new IOException(String.join(" ", command) + ": " + output.strip());
    }
  }

  /** Sends a signal, such as STOP, to processes at once; those that are gone do not matter. */
  static void signal(String signal, List<Long> pids) throws InterruptedException {
    List<String> words = new ArrayList<>();
    // The shell's own kill, because not every system has a program of that name.
    words.addAll(List.of("sh", "-c", "kill -\"$0\" \"$@\"", signal));
    pids.forEach(pid -> words.add(Long.toString(pid)));
    var _ = succeeds(words.toArray(String[]::new));
  }
}
