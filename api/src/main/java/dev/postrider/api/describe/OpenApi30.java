package dev.postrider.api.describe;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says in JSON Schema what OpenAPI 3.0 says in words of its own; from 3.1 on they are the same. See
 * the Schema Object of OpenAPI 3.0.3.
 */
final class OpenApi30 {
  private OpenApi30() {}

  static boolean is(JsonNode document) {
    return document.path("openapi").asString("").startsWith("3.0");
  }

  /** Changes this one schema, and none within it. */
  static void translate(ObjectNode schema) {
    bound(schema, "exclusiveMinimum", "minimum");
    bound(schema, "exclusiveMaximum", "maximum");
    JsonNode type = schema.path("type");
    if (schema.path("nullable").isBoolean() && type.isString()) {
      if (schema.path("nullable").booleanValue()) {
        schema.putArray("type").add(type.asString()).add("null");
      }
      schema.remove("nullable");
    }
  }

  /** There it says whether the bound itself is excluded, and here it is the bound. */
  private static void bound(ObjectNode schema, String exclusive, String bound) {
    if (schema.path(exclusive).isBoolean()) {
      if (schema.path(exclusive).booleanValue() && schema.path(bound).isNumber()) {
        schema.set(exclusive, schema.remove(bound));
      } else {
        schema.remove(exclusive);
      }
    }
  }
}
