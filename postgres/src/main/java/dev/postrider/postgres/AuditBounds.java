package dev.postrider.postgres;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Leaves of a change what is another now, and cuts what is long, with a mark that says so. */
final class AuditBounds {
  static final int LONGEST_TEXT = 500;
  static final int MOST_ELEMENTS = 50;
  private static final int LONGEST_MEMBER = 8 * 1024;

  private AuditBounds() {}

  /** Takes out of both what is the same in both. */
  static void difference(ObjectNode before, ObjectNode after) {
    for (String name : before.propertyNames().toArray(String[]::new)) {
      if (before.path(name).equals(after.path(name))) {
        before.remove(name);
        after.remove(name);
      }
    }
  }

  /** The same, with no text, list or member longer than its bound. */
  static @Nullable ObjectNode cut(@Nullable ObjectNode node) {
    if (node != null) {
      for (String name : node.propertyNames().toArray(String[]::new)) {
        JsonNode member = cut(node.path(name));
        int length = member.toString().length();
        node.set(
            name,
            length > LONGEST_MEMBER
                ? StringNode.valueOf("… (%d characters)".formatted(length))
                : member);
      }
    }
    return node;
  }

  private static JsonNode cut(JsonNode node) {
    return switch (node) {
      case StringNode text when text.asString().length() > LONGEST_TEXT ->
          StringNode.valueOf(cut(text.asString()));
      case ArrayNode array when array.size() > MOST_ELEMENTS -> cut(array);
      default -> node;
    };
  }

  private static String cut(String text) {
    int end = LONGEST_TEXT;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "… (%d characters)".formatted(text.length());
  }

  private static ArrayNode cut(ArrayNode array) {
    int size = array.size();
    while (array.size() > MOST_ELEMENTS) {
      array.remove(array.size() - 1);
    }
    return array.add("… (%d)".formatted(size));
  }
}
