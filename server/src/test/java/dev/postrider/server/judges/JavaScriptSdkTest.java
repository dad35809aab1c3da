package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.postrider.server.RunningServer;
import dev.postrider.testkit.OpenApi;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The official JavaScript SDKs judge the server; each of their tests is one here. That they have
 * judged all of it is one more for each SDK: what the SDK can ask for, and the server's document
 * has, was asked for and done at least once, and nothing was asked for that the document lacks.
 */
final class JavaScriptSdkTest {
  /** Fewer mean that files were not found. */
  private static final int AT_LEAST = 80;

  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** Where each SDK's package says what it can ask for. */
  private static final Map<String, Path> SOURCES =
      Map.of(
          "svix 1", JavaScript.FOLDER.resolve("node_modules/svix-1/dist/api"),
          "svix 2", JavaScript.FOLDER.resolve("node_modules/svix/src/api"));

  /** Asked for to see that what is not served is refused in JSON. */
  private static final Set<String> UNDECLARED = Set.of("GET /api/v1/stream 404");

  @TestFactory
  Stream<DynamicTest> judges(@TempDir Path folder) throws Exception {
    Path asked = folder.resolve("asked.json");
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
                    "POSTRIDER_TOKEN", server.token("org_javascript"),
                    "POSTRIDER_ASKED", asked.toString()),
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
      SdkOperations operations = new SdkOperations(document(server));
      JsonNode calls = JsonMapper.shared().readTree(asked);
      assertThat(calls.propertyNames()).containsExactlyInAnyOrderElementsOf(SOURCES.keySet());
      return Stream.concat(
          told.stream().map(JavaScriptSdkTest::test),
          SOURCES.entrySet().stream()
              .map(sdk -> complete(operations, sdk, calls.path(sdk.getKey()))));
    }
  }

  private static OpenApi document(RunningServer server) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(server.url().resolve("/api/v1/openapi.json")).build();
      String document = http.send(request, BodyHandlers.ofString()).body();
      return new OpenApi(JsonMapper.shared().readTree(document));
    }
  }

  private static DynamicTest complete(
      SdkOperations operations, Map.Entry<String, Path> sdk, JsonNode asked) {
    List<String> calls = asked.valueStream().map(JsonNode::asString).toList();
    return dynamicTest(
        sdk.getKey() + ": all that the document has is judged, and nothing else",
        () -> {
          assertThat(operations.driven(calls))
              .containsExactlyInAnyOrderElementsOf(operations.offered(sdk.getValue()));
          assertThat(operations.undeclared(calls)).isEqualTo(UNDECLARED);
        });
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
