package dev.postrider.api.openapi;

import dev.postrider.api.http.Access;
import dev.postrider.api.http.Permissions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Puts the OpenAPI document together: what all of it has in common, and the paths and schemas of
 * each group, which stand in a file of their own.
 */
final class ApiDocument {
  static final String COMMON = "document";

  /** In the order in which the page shows them. */
  static final List<String> GROUPS =
      List.of(
          "applications",
          "endpoints",
          "event-types",
          "environment",
          "messages",
          "attempts",
          "admin",
          "tasks",
          "statistics",
          "pulse",
          "operational-webhook",
          "alerts",
          "authentication",
          "credentials",
          "api-keys",
          "audit-log",
          "inboxes",
          "health");

  /** What may come of an idempotency key: its first request goes on, or it is none. */
  private static final Map<String, String> POST_REFUSALS =
      Map.of("409", "Conflict", "422", "Unprocessable");

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private ApiDocument() {}

  /** The document as JSON. */
  static byte[] json() {
    ObjectNode document = read(COMMON);
    ObjectNode paths = document.putObject("paths");
    ObjectNode schemas = document.withObject("/components/schemas");
    for (String group : GROUPS) {
      ObjectNode file = read(group);
      merge(paths, file.path("paths"), group);
      merge(schemas, file.path("schemas"), group);
    }
    paths.valueStream().map(path -> path.path("post")).forEach(ApiDocument::takeKeys);
    paths.valueStream().flatMap(JsonNode::valueStream).forEach(ApiDocument::boundGuesses);
    paths.properties().forEach(path -> permit(path.getKey(), path.getValue()));
    return JsonMapper.shared().writeValueAsBytes(document);
  }

  /** Whatever it does, a POST is done once for its idempotency key. */
  private static void takeKeys(JsonNode post) {
    if (post instanceof ObjectNode operation) {
      ArrayNode parameters =
          operation.path("parameters") instanceof ArrayNode given
              ? given
              : operation.putArray("parameters");
      parameters.addObject().put("$ref", "#/components/parameters/IdempotencyKey");
      ObjectNode responses = operation.withObject("/responses");
      POST_REFUSALS.forEach((status, name) -> {
        if (!responses.has(status)) {
          responses.putObject(status).put("$ref", "#/components/responses/" + name);
        }
      });
    }
  }

  /** Says which permission a key needs, as the router has it. */
  private static void permit(String path, JsonNode operations) {
    for (Map.Entry<String, JsonNode> operation : operations.properties()) {
      Permissions.TABLE
          .like(operation.getKey().toUpperCase(Locale.ROOT), path)
          .flatMap(Access::permission)
          .ifPresent(needed -> operation.getValue().asObject().put("x-permission", needed.word()));
    }
  }

  /** Whoever shows wrong credentials too often is told to wait. */
  private static void boundGuesses(JsonNode operation) {
    if (operation.path("responses") instanceof ObjectNode responses
        && responses.has("401")
        && !responses.has("429")) {
      responses.putObject("429").put("$ref", "#/components/responses/TooManyRequests");
    }
  }

  private static void merge(ObjectNode all, JsonNode more, String group) {
    for (Map.Entry<String, JsonNode> member : more.properties()) {
      if (all.has(member.getKey())) {
        throw new IllegalStateException(
            "openapi/" + group + ".yaml has " + member.getKey() + ", which another file has too");
      }
      all.set(member.getKey(), member.getValue());
    }
  }

  private static ObjectNode read(String group) {
    String name = "/openapi/" + group + ".yaml";
    try (InputStream in = ApiDocument.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return YAML.readTree(in).asObject();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
