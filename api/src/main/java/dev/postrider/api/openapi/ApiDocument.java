package dev.postrider.api.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
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
          "messages",
          "attempts",
          "authentication",
          "credentials",
          "inboxes",
          "health");

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
    return JsonMapper.shared().writeValueAsBytes(document);
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
