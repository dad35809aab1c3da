package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache that makes starts quick serves the program, and never keeps it from starting. */
final class QuickStartE2E {
  /** With {@code on} the JVM ends when it cannot use the cache; with {@code auto} it does not. */
  private record Start(int exitCode, String output) {
    static Start of(String mode, Path cache) throws Exception {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "@jvm.options",
                  "-XX:AOTMode=" + mode,
                  "-XX:AOTCache=" + cache,
                  "-jar",
                  QuickStart.JAR.toString(),
                  "--version")
              .redirectErrorStream(true)
              .start();
      try (var output = process.inputReader()) {
        String said = output.readAllAsString();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Start(process.exitValue(), said);
      }
    }
  }

  @TempDir Path directory;

  @Test
  void theProgramStartsFromIt() throws Exception {
    Start start = Start.of("on", QuickStart.CACHE);
    assertThat(start.exitCode()).as(start.output()).isZero();
    assertThat(start.output()).matches("Postrider \\S+\\R");
  }

  @Test
  void oneThatCannotBeUsedIsPassedOverInSilence() throws Exception {
    byte[] whole = Files.readAllBytes(QuickStart.CACHE);
    Path missing = directory.resolve("missing");
    Path empty = Files.createFile(directory.resolve("empty"));
    Path half = Files.write(directory.resolve("half"), Arrays.copyOf(whole, whole.length / 2));
    Path other = Files.writeString(directory.resolve("other"), "no cache at all\n");
    for (Path cache : List.of(missing, empty, half, other)) {
      assertThat(Start.of("on", cache).exitCode()).as(cache.toString()).isNotZero();
      Start start = Start.of("auto", cache);
      assertThat(start.exitCode()).as(cache + ": " + start.output()).isZero();
      assertThat(start.output()).as(cache.toString()).matches("Postrider \\S+\\R");
    }
  }
}
