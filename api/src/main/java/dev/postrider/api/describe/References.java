package dev.postrider.api.describe;

import dev.postrider.platform.Reading.Fault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes one schema of a document stand by itself: what it refers to is put in its place. What
 * refers to itself is put under {@code $defs}, and referred to there. For one schema.
 */
final class References {
  private static final int MOST_NODES = 50_000;
  private static final int DEEPEST = 100;
  private static final int LONGEST_REFERENCE = 1_024;

  /** Whose members are schemas, so that none of their names is a keyword. */
  private static final Set<String> MAPS =
      Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

  /** What a value looks like, and not a schema: a {@code $ref} in it is none. */
  private static final Set<String> VALUES =
      Set.of("example", "examples", "default", "const", "enum");

  private final JsonNode document;
  private final boolean old;
  private final List<Fault> faults;
  private final ArrayDeque<String> open = new ArrayDeque<>();
  private final Map<String, String> recursive = new LinkedHashMap<>();
  private final ArrayDeque<String> due = new ArrayDeque<>();
  private final Set<String> names = new HashSet<>();
  private int nodes;
  private boolean broken;

  References(JsonNode document, List<Fault> faults) {
    this.document = document;
    this.old = OpenApi30.is(document);
    this.faults = faults;
  }

  /** The schema by itself; null, and a fault at {@code pointer}, when that cannot be done. */
  @Nullable ObjectNode resolved(JsonNode schema, String pointer) {
    JsonNode whole = schema(schema, pointer, 0);
    Map<String, JsonNode> definitions = new LinkedHashMap<>();
    while (!due.isEmpty() && !broken) {
      String reference = due.remove();
      open.push(reference);
      definitions.put(
          recursive.getOrDefault(reference, ""),
          schema(target(reference, pointer), reference.substring(1), 0));
      open.pop();
    }
    if (broken) {
      return null;
    }
    if (!(whole instanceof ObjectNode object)) {
      fault(pointer, "must be an object");
      return null;
    }
    if (!definitions.isEmpty()) {
      JsonNode own = object.path("$defs");
      ObjectNode defs = own instanceof ObjectNode there ? there : object.putObject("$defs");
      definitions.forEach((name, definition) -> {
        if (defs.has(name)) {
          fault(pointer, "has two definitions of the name " + name);
        }
        defs.set(name, definition);
      });
      return broken ? null : object;
    }
    return object;
  }

  /** What a reference of any kind leads to, one step after the other; the node itself for none. */
  JsonNode followed(JsonNode node, String pointer) {
    JsonNode at = node;
    for (int steps = 0; at.path("$ref").isString(); steps++) {
      if (steps == 10) {
        fault(pointer, "refers to what refers to itself");
        return JsonNodeFactory.instance.missingNode();
      }
      at = target(at.path("$ref").asString(), pointer);
    }
    return at;
  }

  private JsonNode schema(JsonNode node, String pointer, int depth) {
    if (!counted(pointer, depth)) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (node instanceof ArrayNode list) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < list.size() && !broken; i++) {
        copy.add(schema(list.get(i), pointer + "/" + i, depth + 1));
      }
      return copy;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    return object.path("$ref").isString()
        ? referring(object, pointer, depth)
        : members(object, pointer, depth);
  }

  private ObjectNode members(ObjectNode object, String pointer, int depth) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      String at = pointer + "/" + escaped(name);
      if (broken) {
        return copy;
      }
      if (VALUES.contains(name)) {
        count(value, at);
        copy.set(name, value);
      } else if (MAPS.contains(name) && value instanceof ObjectNode map) {
        ObjectNode schemas = copy.putObject(name);
        map.properties()
            .forEach(m ->
                schemas.set(
                    m.getKey(), schema(m.getValue(), at + "/" + escaped(m.getKey()), depth + 2)));
      } else {
        copy.set(name, schema(value, at, depth + 1));
      }
    }
    if (old) {
      OpenApi30.translate(copy);
    }
    return copy;
  }

  /** What stands beside a reference holds too. */
  private JsonNode referring(ObjectNode object, String pointer, int depth) {
    JsonNode target = inPlace(object.path("$ref").asString(), pointer, depth);
    ObjectNode beside = members(object.deepCopy().without("$ref"), pointer, depth);
    if (beside.isEmpty()) {
      return target;
    }
    List<JsonNode> all = new ArrayList<>(List.of(target));
    beside.path("allOf").forEach(all::add);
    beside.putArray("allOf").addAll(all);
    return beside;
  }

  private JsonNode inPlace(String reference, String pointer, int depth) {
    if (recursive.containsKey(reference) || open.contains(reference)) {
      String name = recursive.computeIfAbsent(reference, this::named);
      return JsonNodeFactory.instance.objectNode().put("$ref", "#/$defs/" + name);
    }
    JsonNode target = target(reference, pointer);
    if (broken) {
      return target;
    }
    open.push(reference);
    JsonNode copy = schema(target, reference.substring(1), depth + 1);
    open.pop();
    return copy;
  }

  private String named(String reference) {
    due.add(reference);
    String last = reference.substring(reference.lastIndexOf('/') + 1);
    StringBuilder plain = new StringBuilder(last.replaceAll("[^A-Za-z0-9_.-]", "_"));
    while (!names.add(plain.toString())) {
      plain.append('_');
    }
    return plain.toString();
  }

  private JsonNode target(String reference, String pointer) {
    if (!reference.startsWith("#/") || reference.length() > LONGEST_REFERENCE) {
      fault(pointer, "refers to what is not in the document");
      return JsonNodeFactory.instance.missingNode();
    }
    JsonNode target = document.at(JsonPointer.compile(reference.substring(1)));
    if (target.isMissingNode()) {
      fault(pointer, "refers to " + reference + ", which is not there");
    }
    return target;
  }

  private void count(JsonNode value, String pointer) {
    ArrayDeque<JsonNode> left = new ArrayDeque<>(List.of(value));
    while (!left.isEmpty() && counted(pointer, 0)) {
      left.remove().forEach(left::add);
    }
  }

  private boolean counted(String pointer, int depth) {
    if (!broken && (++nodes > MOST_NODES || depth > DEEPEST)) {
      fault(pointer, "is too large or too deep with what it refers to");
    }
    return !broken;
  }

  private void fault(String pointer, String message) {
    broken = true;
    faults.add(new Fault(pointer, message));
  }

  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
