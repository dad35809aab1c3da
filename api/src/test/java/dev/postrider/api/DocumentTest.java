package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.postrider.api.http.Access;
import dev.postrider.directory.Permission;
import dev.postrider.testkit.OpenApi;
import dev.postrider.testkit.OpenApi.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The OpenAPI document is valid, and says of every path of this API what it is, and of no other.
 */
final class DocumentTest {
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  /** What a variable of the routes is called in the document, where it is called otherwise. */
  private static final Map<String, String> CALLED =
      Map.of(
          "app", "app_id",
          "endpoint", "endpoint_id",
          "msg", "msg_id",
          "attempt", "attempt_id",
          "task", "task_id",
          "key", "key_id");

  private static TestApi api;
  private static OpenApi document;

  @BeforeAll
  static void start() {
    api = new TestApi();
    document = new OpenApi(api.get("/openapi.json").json());
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void isValidOpenApi() throws IOException {
    try (InputStream in =
        DocumentTest.class.getResourceAsStream("/openapi/openapi-3.1.schema.json")) {
      JsonNode schema = JsonMapper.shared().readTree(in);
      assertThat(
              SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                  .getSchema(schema)
                  .validate(document.document()))
          .isEmpty();
    }
  }

  /** The schema of OpenAPI leaves those of a document to JSON Schema. */
  @Test
  void itsSchemasAreValid() {
    JsonNode meta =
        JsonMapper.shared()
            .createObjectNode()
            .put("$ref", "https://json-schema.org/draft/2020-12/schema");
    var dialect =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(meta);
    for (Map.Entry<String, JsonNode> schema :
        document.document().at("/components/schemas").properties()) {
      assertThat(dialect.validate(schema.getValue())).as(schema.getKey()).isEmpty();
      assertThat(schema.getValue().path("description").isString()).as(schema.getKey()).isTrue();
    }
  }

  @Test
  void everyReferenceLeadsSomewhereAndEverySchemaIsUsed() {
    Set<String> used = new TreeSet<>();
    references(document.document(), used);
    assertThat(used)
        .allSatisfy(reference ->
            assertThat(document.document().at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    for (String kind : List.of("schemas", "parameters", "headers")) {
      assertThat(document.document().at("/components/" + kind).propertyNames())
          .allSatisfy(name -> assertThat(used).contains("#/components/" + kind + "/" + name));
    }
  }

  private static void references(JsonNode node, Set<String> found) {
    if (node.path("$ref").isString()) {
      found.add(node.path("$ref").asString());
    }
    node.valueStream().forEach(child -> references(child, found));
  }

  /** The APIs of platforms are said by the platforms. */
  private static Stream<Route> routes() {
    return api.api.routes().natives().stream()
        .map(route -> new Route(route.method(), route.path(), route.access()));
  }

  private record Route(String method, String path, Access access) {
    /** As the document calls it. */
    String documented(Map<String, String> more) {
      return method
          + " "
          + VARIABLE.matcher(path).replaceAll(variable -> "{" + called(variable, more) + "}");
    }

    private static String called(MatchResult variable, Map<String, String> more) {
      String name = variable.group(1);
      return more.getOrDefault(name, CALLED.getOrDefault(name, name));
    }
  }

  @Test
  void hasEveryPathThatThereIsAndNoOther() {
    assertThat(document.operations())
        .extracting(operation -> operation.method() + " " + operation.path())
        .containsExactlyInAnyOrderElementsOf(routes().map(DocumentTest::documented).toList());
  }

  private static String documented(Route route) {
    if (route.path().contains("/event-type/")) {
      return route.documented(Map.of("name", "event_type_name"));
    }
    if (route.path().contains("/credential/")) {
      return route.documented(Map.of("name", "credential_name"));
    }
    return route.documented(
        route.path().contains("/inbox/") ? Map.of("id", "inbox_message_id") : Map.of());
  }

  @Test
  void declaresEveryVariableOfAPath() {
    for (Operation operation : document.operations()) {
      Set<String> declared =
          operation.parameters().stream()
              .filter(parameter -> parameter.path("in").asString().equals("path"))
              .map(parameter -> parameter.path("name").asString())
              .collect(Collectors.toSet());
      assertThat(declared)
          .as(operation.toString())
          .isEqualTo(
              VARIABLE
                  .matcher(operation.path())
                  .results()
                  .map(variable -> variable.group(1))
                  .collect(Collectors.toSet()));
    }
  }

  @Test
  void saysOfEachOperationWhatItIs() {
    Set<String> tags =
        document
            .document()
            .path("tags")
            .valueStream()
            .map(tag -> tag.path("name").asString())
            .collect(Collectors.toSet());
    assertThat(document.operations()).extracting(Operation::id).doesNotHaveDuplicates();
    for (Operation operation : document.operations()) {
      assertThat(operation.id()).as(operation.path()).isNotEmpty();
      assertThat(operation.node().path("summary").asString("")).as(operation.id()).isNotEmpty();
      assertThat(operation.node().path("tags").valueStream().map(JsonNode::asString))
          .as(operation.id())
          .hasSize(1)
          .isSubsetOf(tags);
      assertThat(operation.successes()).as(operation.id()).isNotEmpty();
    }
  }

  /** Whatever else an operation may say, it needs a token or does not, and may have no room. */
  @Test
  void saysWhoMayCall() {
    Map<String, Access> access =
        routes().collect(Collectors.toMap(DocumentTest::documented, Route::access));
    for (Operation operation : document.operations()) {
      Access who =
          Objects.requireNonNull(
              access.get(operation.method() + " " + operation.path()), operation.id());
      boolean open = who instanceof Access.Everybody;
      assertThat(operation.node().path("security").isArray()).as(operation.id()).isEqualTo(open);
      assertThat(operation.node().path("x-permission").asString(""))
          .as(operation.id())
          .isEqualTo(who.permission().map(Permission::word).orElse(""));
      assertThat(operation.node().path("responses").has("401")).as(operation.id()).isEqualTo(!open);
      assertThat(operation.node().path("responses").has("403")).as(operation.id()).isEqualTo(!open);
    }
  }

  @Test
  void everyExampleKeepsItsSchema() {
    List<String> problems = new ArrayList<>();
    examples(document.document(), problems);
    assertThat(problems).isEmpty();
  }

  private static void examples(JsonNode node, List<String> problems) {
    JsonNode examples = node.path("examples");
    if (examples.isArray()) {
      examples.forEach(example -> problems.addAll(document.problems(node, example)));
    }
    if (node.has("schema") && node.has("example")) {
      problems.addAll(document.problems(node.path("schema"), node.path("example")));
    }
    node.valueStream().forEach(child -> examples(child, problems));
  }
}
