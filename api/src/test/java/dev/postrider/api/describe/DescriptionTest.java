package dev.postrider.api.describe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.EventType.Settings;
import dev.postrider.platform.Reading.Fault;
import dev.postrider.policy.PolicyOverrides;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an OpenAPI document says of its webhooks, and what of it is refused. */
final class DescriptionTest {
  private static final String YAML =
      """
      openapi: 3.1.0
      info: {title: Pets, version: "1"}
      webhooks:
        pet.new:
          post:
            summary: A pet has come
            x-svix-feature-flags: [beta, gamma]
            x-svix-group-name: pet
            requestBody:
              content:
                application/json:
                  schema: {$ref: '#/components/schemas/Pet'}
                  example: {id: 1}
        pet.gone:
          $ref: '#/components/pathItems/Gone'
      x-webhooks:
        pet.old:
          put: {description: It is old, deprecated: true, x-svix-feature-flag: beta}
      components:
        pathItems:
          Gone:
            description: A pet has left
            post:
              requestBody: {$ref: '#/components/requestBodies/Gone'}
        requestBodies:
          Gone:
            content:
              application/vnd.pets+json; charset=utf-8:
                schema:
                  type: object
                  properties:
                    pet:
                      $ref: '#/components/schemas/Pet'
                      description: who
                    $ref: {type: string}
                examples:
                  one: {value: {pet: {id: 2}}}
        schemas:
          Pet:
            type: object
            required: [id]
            properties:
              id: {type: integer}
              owner: {$ref: '#/components/schemas/Owner'}
            example: {$ref: '#/components/schemas/Nothing'}
          Owner: {type: string}
      """;

  private static final String HEAD = "{\"openapi\":\"3.1.0\",\"webhooks\":{\"a\":{\"post\":";

  private static JsonNode schema(DescribedEvent event) {
    return new JsonMapper().readTree(event.schemas()).path("1");
  }

  private static List<DescribedEvent> events(String text) {
    Description description = Description.of(text);
    assertThat(description.faults()).isEmpty();
    return description.events();
  }

  /** A document with one webhook whose body has this schema, and these others. */
  private static String with(String schema, String others) {
    return HEAD
        + "{\"requestBody\":{\"content\":{\"application/json\":{\"schema\":"
        + schema
        + "}}}}}},\"components\":{\"schemas\":{"
        + others
        + "}}}";
  }

  private static JsonNode schema(String schema, String others) {
    return schema(events(with(schema, others)).getFirst());
  }

  private static Fault fault(String text) {
    Description description = Description.of(text);
    assertThat(description.events()).isEmpty();
    assertThat(description.faults()).isNotEmpty();
    return description.faults().getFirst();
  }

  @Test
  void webhooksOfBothVersionsAreRead() {
    List<DescribedEvent> events = events(YAML);
    assertThat(events)
        .extracting(DescribedEvent::name)
        .containsExactly("pet.new", "pet.gone", "pet.old");
    assertThat(events)
        .extracting(DescribedEvent::description)
        .containsExactly("A pet has come", "A pet has left", "It is old");
    assertThat(events).extracting(DescribedEvent::deprecated).containsExactly(false, false, true);
    assertThat(events)
        .extracting(DescribedEvent::featureFlags)
        .containsExactly(Set.of("beta", "gamma"), null, Set.of("beta"));
    assertThat(events).extracting(DescribedEvent::groupName).containsExactly("pet", null, null);
  }

  @Test
  void schemasStandByThemselves() {
    List<DescribedEvent> events = events(YAML);
    JsonNode pet = schema(events.getFirst());
    assertThat(pet.at("/properties/owner/type").asString()).isEqualTo("string");
    assertThat(pet.at("/examples/0/id").asInt()).isEqualTo(1);
    assertThat(pet.at("/example/$ref").asString())
        .as("what stands in an example is no reference")
        .isEqualTo("#/components/schemas/Nothing");
    JsonNode gone = schema(events.get(1));
    assertThat(gone.at("/properties/pet/allOf/0/properties/id/type").asString())
        .isEqualTo("integer");
    assertThat(gone.at("/properties/pet/description").asString()).isEqualTo("who");
    assertThat(gone.at("/properties/$ref/type").asString())
        .as("a member of this name is none either")
        .isEqualTo("string");
    assertThat(gone.at("/examples/0/pet/id").asInt()).isEqualTo(2);
    assertThat(events.get(2).schemas()).isNull();
  }

  @Test
  void whatRefersToItselfIsDefinedOnce() {
    JsonNode tree =
        schema(
            "{\"$ref\":\"#/components/schemas/Node\"}",
            "\"Node\":{\"type\":\"object\",\"properties\":{\"left\":{\"$ref\":\"#/components/schemas/Node\"},"
                + "\"leaf\":{\"$ref\":\"#/components/schemas/Leaf\"}}},\"Leaf\":{\"type\":\"null\"}");
    assertThat(tree.at("/properties/left/$ref").asString()).isEqualTo("#/$defs/Node");
    assertThat(tree.at("/$defs/Node/properties/left/$ref").asString()).isEqualTo("#/$defs/Node");
    assertThat(tree.at("/$defs/Node/properties/leaf/type").asString()).isEqualTo("null");
  }

  @Test
  void twoThatReferToEachOtherAreDefined() {
    JsonNode both =
        schema(
            "{\"properties\":{\"a\":{\"$ref\":\"#/components/schemas/A\"}}}",
            "\"A\":{\"properties\":{\"b\":{\"$ref\":\"#/components/schemas/B\"}}},"
                + "\"B\":{\"properties\":{\"a\":{\"$ref\":\"#/components/schemas/A\"}}}");
    assertThat(both.at("/properties/a/properties/b/properties/a/$ref").asString())
        .isEqualTo("#/$defs/A");
    assertThat(both.at("/$defs/A/properties/b/properties/a/$ref").asString())
        .isEqualTo("#/$defs/A");
  }

  @Test
  void referencesThatLeadNowhereAreToldWhereTheyStand() {
    String pointer = "/webhooks/a/post/requestBody/content/application~1json/schema";
    assertThat(fault(with("{\"$ref\":\"#/components/schemas/X\"}", "")).pointer())
        .isEqualTo(pointer);
    assertThat(fault(with("{\"items\":{\"$ref\":\"https://example.com/x\"}}", "")))
        .isEqualTo(new Fault(pointer + "/items", "refers to what is not in the document"));
    assertThat(fault(with("{\"$ref\":\"#/components/schemas/A\"}", "\"A\":7")).message())
        .isEqualTo("must be an object");
    assertThat(fault(HEAD + "{\"requestBody\":{\"$ref\":\"#/webhooks/a/post/requestBody\"}}}}}"))
        .isEqualTo(new Fault("/webhooks/a/post/requestBody", "refers to what refers to itself"));
  }

  @Test
  void schemasMustBeOfDraft7() {
    String pointer = "/webhooks/a/post/requestBody/content/application~1json/schema";
    assertThat(
            fault(
                with(
                    "{\"properties\":{\"a\":{\"$ref\":\"#/components/schemas/A\"}}}",
                    "\"A\":{\"type\":\"text\"}")))
        .isEqualTo(
            new Fault(
                pointer,
                "must be JSON Schema of draft 7, whose rule enum is broken at /properties/a/type"));
    assertThat(fault(with("{\"minimum\":1,\"exclusiveMinimum\":true}", "")).message())
        .as("as OpenAPI 3.0 says it, in a document of 3.1")
        .endsWith("rule type is broken at /exclusiveMinimum");
  }

  @Test
  void whatOpenApi30SaysInItsOwnWordsIsTranslated() {
    String old =
        with(
                """
                {"properties":{
                  "a":{"type":"integer","minimum":1,"exclusiveMinimum":true,"maximum":9,"exclusiveMaximum":false},
                  "b":{"type":"string","nullable":true},
                  "c":{"type":"string","nullable":false},
                  "nullable":{"$ref":"#/components/schemas/A"}}}
                """,
                "\"A\":{\"maximum\":7,\"exclusiveMaximum\":true}")
            .replace("\"3.1.0\"", "\"3.0.3\"");
    assertThat(schema(events(old).getFirst()))
        .hasToString(
            "{\"properties\":{\"a\":{\"type\":\"integer\",\"exclusiveMinimum\":1,\"maximum\":9},"
                + "\"b\":{\"type\":[\"string\",\"null\"]},\"c\":{\"type\":\"string\"},"
                + "\"nullable\":{\"exclusiveMaximum\":7}}}");
  }

  @Test
  void doublingReferencesEndAtTheBound() {
    String others =
        IntStream.range(0, 40)
            .mapToObj(i ->
                "\"S%d\":{\"allOf\":[{\"$ref\":\"#/components/schemas/S%2$d\"},{\"$ref\":\"#/components/schemas/S%2$d\"}]}"
                    .formatted(i, i + 1))
            .collect(Collectors.joining(","));
    assertThat(
            fault(with("{\"$ref\":\"#/components/schemas/S0\"}", others + ",\"S40\":{}")).message())
        .contains("too large or too deep");
  }

  @Test
  void depthIsBounded() {
    String deep = "{\"a\":".repeat(200) + "{}" + "}".repeat(200);
    assertThat(fault(with(deep, "")).message()).contains("nested too deeply");
    assertThat(fault("a: " + "[".repeat(200) + "]".repeat(200)).message()).contains("too deeply");
    String chain =
        IntStream.range(0, 120)
            .mapToObj(i ->
                "\"S%d\":{\"items\":{\"$ref\":\"#/components/schemas/S%d\"}}".formatted(i, i + 1))
            .collect(Collectors.joining(","));
    assertThat(
            fault(with("{\"$ref\":\"#/components/schemas/S0\"}", chain + ",\"S120\":{}")).message())
        .contains("too large or too deep");
  }

  @Test
  void aliasesAreRefused() {
    String bomb =
        """
        openapi: 3.1.0
        a: &a [x, x, x, x, x, x, x, x, x]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
        webhooks: {a: {post: {description: d}}}
        """;
    assertThat(fault(bomb).message()).contains("YAML alias");
    assertThat(events(bomb.replaceAll("b: .*\n", ""))).as("an anchor does no harm").hasSize(1);
  }

  @Test
  void whatIsNoDocumentIsRefused() {
    for (String text :
        List.of(
            "",
            "7",
            "[]",
            "{",
            "{} {}",
            "a: 1\n---\nb: 2",
            "a: [",
            "a: 1\na: 2",
            "{\"a\":1,\"a\":2}",
            "\t- x")) {
      assertThat(fault(text).pointer()).as(text).isEmpty();
    }
    assertThat(fault("{\"swagger\":\"2.0\",\"webhooks\":{}}").pointer()).isEqualTo("/openapi");
    assertThat(fault("{\"openapi\":\"3.1.0\",\"paths\":{}}").message())
        .isEqualTo("has neither webhooks nor x-webhooks");
    assertThat(fault("{\"openapi\":\"3.1.0\",\"webhooks\":[]}").pointer()).isEqualTo("/webhooks");
    assertThat(fault(HEAD + "7}}}")).isEqualTo(new Fault("/webhooks/a", "has no operation"));
    assertThat(fault(HEAD.replace("\"a\"", "\"a b\"") + "{}}}}").pointer())
        .isEqualTo("/webhooks/a b");
    assertThat(fault(HEAD + "{\"summary\":7}}}}").pointer()).isEqualTo("/webhooks/a/post/summary");
    assertThat(fault(HEAD + "{\"x-svix-feature-flags\":[\"a b\"]}}}}").pointer())
        .isEqualTo("/webhooks/a/post/x-svix-feature-flags/0");
    assertThat(fault(HEAD + "{}}},\"x-webhooks\":{\"a\":{\"post\":{}}}}").pointer())
        .isEqualTo("/x-webhooks/a");
  }

  @Test
  void theNumberAndTheSizeAreBounded() {
    String many =
        IntStream.range(0, 1_001)
            .mapToObj("\"e%d\":{\"post\":{}}"::formatted)
            .collect(Collectors.joining(",", "{\"openapi\":\"3.1.0\",\"webhooks\":{", "}}"));
    assertThat(fault(many).message()).contains("more than 1000");
    String large = "{\"description\":\"" + "x".repeat(600_000) + "\"}";
    assertThat(fault(with(large, "")).message()).contains("at most 524288 bytes");
    String some =
        IntStream.range(0, 20)
            .mapToObj(i -> "\"e%d\":{\"post\":{\"requestBody\":{\"$ref\":\"#/x\"}}}".formatted(i))
            .collect(
                Collectors.joining(
                    ",",
                    "{\"openapi\":\"3.1.0\",\"x\":{\"content\":{\"application/json\":{\"schema\":{\"title\":\""
                        + "x".repeat(500_000)
                        + "\"}}}},\"webhooks\":{",
                    "}}"));
    assertThat(fault(some).message()).contains("more than 8 MiB together");
  }

  @Test
  void whatTheDocumentDoesNotSayStands() {
    var stands =
        new Settings("d", true, true, "{\"1\":{}}", Set.of("f"), "g", PolicyOverrides.NONE);
    Settings next = events(HEAD + "{}}}}").getFirst().over(stands);
    assertThat(next)
        .isEqualTo(
            new Settings("d", false, false, "{\"1\":{}}", Set.of("f"), "g", PolicyOverrides.NONE));
  }
}
