package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.postrider.server.RunningServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The official JavaScript SDKs judge the server; each of their tests is one here. */
final class JavaScriptSdkTest {
  /** Fewer mean that files were not found. */
  private static final int AT_LEAST = 80;

  private static final Duration LONGEST = Duration.ofMinutes(2);

  @TestFactory
  Stream<DynamicTest> judges() throws Exception {
    List<String> command =
        List.of(
            JavaScript.node(),
            "--test",
            "--test-isolation=none",
            "--test-timeout=30000",
            "--test-reporter=./reporter.mjs",
            "*.test.mjs");
    try (RunningServer server = new RunningServer();
        Run run =
            new Run(
                JavaScript.FOLDER,
                Map.of(
                    "POSTRIDER_URL", server.url().toString(),
                    "POSTRIDER_TOKEN", server.token("org_javascript")),
                command)) {
      int exitCode = run.exitCode(LONGEST);
      List<JsonNode> told =
          run.output().stream()
              .filter(line -> line.startsWith("{\"name\":"))
              .map(JsonMapper.shared()::readTree)
              .toList();
      assertThat(told).as(run.text()).hasSizeGreaterThanOrEqualTo(AT_LEAST);
      boolean failed = told.stream().anyMatch(test -> test.path("error").isString());
      assertThat(exitCode).as(run.text()).isEqualTo(failed ? 1 : 0);
      return told.stream().map(JavaScriptSdkTest::test);
    }
  }

  private static DynamicTest test(JsonNode told) {
    String name = told.path("name").asString();
    return dynamicTest(
        name,
        () -> {
          assertThat(told.path("skipped").asBoolean()).as(name + " was skipped").isFalse();
          if (told.path("error").isString()) {
            throw new AssertionError(name + "\n" + told.path("error").asString());
          }
        });
  }
}
