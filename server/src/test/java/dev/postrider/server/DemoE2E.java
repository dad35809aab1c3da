package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration, as the README promises it. */
final class DemoE2E {
  @TempDir Path temporary;

  @Test
  void showsEveryPlatformOnceAndCleansUp() throws Exception {
    try (Program demo =
        Program.run(
            Map.of("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary), "demo", "--once")) {
      assertThat(demo.exitCode()).as(demo.output()).isZero();
      assertThat(demo.output())
          .contains("mluvii", "Qikchat", "Yespo", "Comm100", "4 of 4 events arrived")
          .doesNotContain("REFUSED");
      assertThat(
              demo.output()
                  .lines()
                  .filter(line -> line.contains("signature verified, body identical")))
          .hasSize(4);
    }
    try (var left = Files.list(temporary)) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("postrider")))
          .isEmpty();
    }
  }

  @Test
  void keepsRunningUntilItIsStopped() throws Exception {
    try (Program demo =
        Program.run(Map.of(), "demo", "--port", "0", "--data", temporary.toString())) {
      demo.url();
      org.awaitility.Awaitility.await()
          .atMost(java.time.Duration.ofSeconds(30))
          .until(() -> demo.output().contains("Ctrl-C ends the demo"));
      demo.terminate();
      assertThat(demo.exitCode()).as(demo.output()).isZero();
    }
  }
}
