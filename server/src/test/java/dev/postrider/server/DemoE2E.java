package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The demonstration, as the README promises it; in ASCII, so that no locale changes a line. */
@Isolated("it has deadlines to meet")
final class DemoE2E {
  private static final String ASCII = "-Dstdout.encoding=US-ASCII";

  @TempDir Path temporary;

  @Test
  void showsEveryContractAtWorkAndCleansUp() throws Exception {
    try (Program demo = demo("-Djava.io.tmpdir=" + temporary, "--once")) {
      assertThat(demo.exitCode()).as(demo.output()).isZero();
      assertThat(rows(demo))
          .containsExactly(
              "standard 1 2 +",
              "mluvii 3 4 +",
              "mluvii-chatbot 3 4 +",
              "qikchat 4 5 +",
              "yespo 2 3 +",
              "comm100 1 3 +");
      assertThat(found(demo))
          .contains(
              "+ the signature is right",
              "+ with another amount it would not be",
              "+ the body is what was published, byte for byte",
              "+ Basic authorization of the user and password that the customer registered",
              "+ the e-mail goes ahead; the session's end waits for its start",
              "+ 500 is a failure: it is sent again after 5 s",
              "+ and now the session's end, in order",
              "+ the chatbot is there: Ping was answered with 200",
              "+ sent, delivered and read did not wait for it",
              "+ 400 is final: it is not sent again",
              "+ 429 with Retry-After: 20 is sent again after 20 s",
              "+ the next time after 1 minute")
          .anyMatch(line -> line.matches("\\+ after [23]\\.\\d s of silence the first attempt .*"))
          .anyMatch(line -> line.startsWith("+ 503 is a failure: it was sent again at once"))
          .allMatch(line -> line.startsWith("+"));
      assertThat(demo.output()).contains("All " + found(demo).size() + " checks held.");
      assertThat(demo.output().lines().filter(line -> line.length() > 100))
          .allMatch(line -> line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"));
    }
    try (var left = Files.list(temporary)) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("postrider")))
          .isEmpty();
    }
  }

  @Test
  void aBrokenReceiverMakesItFail() throws Exception {
    try (Program demo = demo("", "--once", "--broken", "mluvii")) {
      assertThat(demo.exitCode()).as(demo.output()).isEqualTo(1);
      assertThat(rows(demo)).contains("standard 1 2 +", "qikchat 4 5 +", "comm100 1 3 +");
      assertThat(rows(demo))
          .filteredOn(row -> row.startsWith("mluvii "))
          .allMatch(row -> row.endsWith("X"));
      assertThat(demo.output()).contains("Not every check held, for: mluvii.");
    }
  }

  @Test
  void keepsRunningUntilItIsStopped() throws Exception {
    try (Program demo = demo("", "--port", "0", "--data", temporary.toString())) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> demo.output().contains("Ctrl-C ends the demo"));
      demo.terminate();
      assertThat(demo.exitCode()).as(demo.output()).isZero();
    }
  }

  private static Program demo(String option, String... arguments) throws Exception {
    List<String> all = new java.util.ArrayList<>(List.of("demo"));
    all.addAll(List.of(arguments));
    Map<String, String> environment = Map.of("JDK_JAVA_OPTIONS", ASCII + " " + option);
    return Program.run(environment, all.toArray(String[]::new));
  }

  /** The summary, a line for each platform: name, events, attempts, mark. */
  private static List<String> rows(Program demo) {
    return demo.output()
        .lines()
        .filter(line -> line.matches("  \\S+ +\\d+ +\\d+   .* [+X]"))
        .map(line -> line.strip().replaceAll("^(\\S+) +(\\d+) +(\\d+) .* ", "$1 $2 $3 "))
        .toList();
  }

  private static List<String> found(Program demo) {
    return demo.output()
        .lines()
        .filter(line -> line.matches(" {12}[+X] .*"))
        .map(String::strip)
        .toList();
  }
}
