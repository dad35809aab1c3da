package dev.postrider.receiver.events;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a JSON Schema says of a value, when {@code $ref}, {@code allOf} and the same property in
 * several places are put together.
 *
 * @param types the names of JSON Schema, without null; empty for any
 * @param nullable whether it may be null
 * @param values of an enumeration, as texts; empty for none
 * @param constant whether there is one value alone
 * @param forbidden whether it must not be there
 * @param maximum of a number; null for none
 * @param pattern of a text; null for none
 * @param items of an array; null for any
 * @param others of an object whose members have any name; null for any
 */
record Shape(
    Set<String> types,
    boolean nullable,
    Set<String> values,
    boolean constant,
    boolean forbidden,
    @Nullable JsonNode maximum,
    @Nullable String pattern,
    Map<String, Shape> properties,
    Set<String> required,
    @Nullable Shape items,
    @Nullable Shape others) {

  /** The shape that all of these say together. */
  static Shape of(JsonNode schema, JsonNode definitions) {
    return of(List.of(schema), definitions);
  }

  private static Shape of(List<JsonNode> said, JsonNode definitions) {
    List<JsonNode> schemas = new ArrayList<>();
    said.forEach(schema -> gather(schema, definitions, schemas));
    Map<String, List<JsonNode>> properties = new LinkedHashMap<>();
    Set<String> required = new LinkedHashSet<>();
    Set<String> types = new LinkedHashSet<>();
    Set<String> values = new LinkedHashSet<>();
    List<JsonNode> items = new ArrayList<>();
    List<JsonNode> others = new ArrayList<>();
    boolean constant = false;
    boolean forbidden = false;
    JsonNode maximum = null;
    String pattern = null;
    for (JsonNode schema : schemas) {
      forbidden |= schema.isBoolean() && !schema.booleanValue();
      schema
          .path("properties")
          .properties()
          .forEach(p ->
              properties.computeIfAbsent(p.getKey(), _ -> new ArrayList<>()).add(p.getValue()));
      schema.path("required").forEach(name -> required.add(name.stringValue()));
      JsonNode type = schema.path("type");
      (type.isString() ? List.of(type) : type.valueStream().toList())
          .forEach(name -> types.add(name.stringValue()));
      schema.path("enum").forEach(value -> values.add(value.asString("null")));
      if (schema.has("items")) {
        items.add(schema.get("items"));
      }
      if (schema.has("additionalProperties")) {
        others.add(schema.get("additionalProperties"));
      }
      constant |= schema.has("const");
      maximum = schema.has("maximum") ? schema.get("maximum") : maximum;
      pattern = schema.has("pattern") ? schema.get("pattern").stringValue() : pattern;
    }
    boolean nullableType = types.remove("null");
    boolean nullable = values.remove("null") || nullableType;
    Map<String, Shape> shapes = new LinkedHashMap<>();
    properties.forEach((name, each) -> shapes.put(name, of(each, definitions)));
    // What must be there, and of which no more is said.
    required.forEach(name -> shapes.computeIfAbsent(name, _ -> of(List.of(), definitions)));
    return new Shape(
        types,
        nullable,
        values,
        constant,
        forbidden,
        maximum,
        pattern,
        shapes,
        required,
        items.isEmpty() ? null : of(items, definitions),
        others.isEmpty() ? null : of(others, definitions));
  }

  private static void gather(JsonNode schema, JsonNode definitions, List<JsonNode> schemas) {
    schemas.add(schema);
    if (schema.has("$ref")) {
      String name = schema.get("$ref").stringValue().replace("#/$defs/", "");
      gather(definitions.get(name), definitions, schemas);
    }
    schema.path("allOf").forEach(part -> gather(part, definitions, schemas));
  }
}
