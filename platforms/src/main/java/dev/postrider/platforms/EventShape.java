package dev.postrider.platforms;

import com.networknt.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * How the bodies of one event look.
 *
 * @param when what must stand at which JSON Pointer; nothing for every body
 * @param orderingKey texts and JSON Pointers whose values make the key together; empty for no order
 */
record EventShape(
    String name, Map<String, List<JsonNode>> when, List<String> orderingKey, Schema schema) {

  static Map<String, List<JsonNode>> when(String name, JsonNode event, String typeAt) {
    Map<String, List<JsonNode>> when = new LinkedHashMap<>();
    if (!event.has("when") && !typeAt.isEmpty()) {
      when.put(typeAt, List.of(tools.jackson.databind.node.StringNode.valueOf(name)));
    }
    for (Map.Entry<String, JsonNode> condition : event.path("when").properties()) {
      when.put(condition.getKey(), each(condition.getValue()));
    }
    return when;
  }

  static List<String> orderingKey(JsonNode event) {
    return each(event.path("orderingKey")).stream().map(JsonNode::asString).toList();
  }

  /** The values of a list, a single value, or of nothing. */
  private static List<JsonNode> each(JsonNode node) {
    List<JsonNode> values = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(values::add);
    } else if (!node.isMissingNode()) {
      values.add(node);
    }
    return values;
  }

  boolean fits(JsonNode body) {
    return when.entrySet().stream()
        .allMatch(condition -> condition.getValue().contains(body.at(condition.getKey())));
  }
}
