package dev.postrider.api.http;

import dev.postrider.filter.Sought;
import dev.postrider.filter.Value;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * Reads what filters look at in a JSON text: one pass over the bytes, and no tree of what nobody
 * seeks.
 */
public final class PayloadReading {
  private PayloadReading() {}

  /**
   * What is sought, as far as it is there. Everything is missing from bytes that are not one JSON
   * value in UTF-8, also when they begin as one. Of members with the same name the last counts, as
   * it does for most receivers.
   */
  public static Value read(byte[] payload, Sought sought) {
    if (!Utf8.valid(payload)) {
      return new Value.Missing();
    }
    try (JsonParser parser = JsonReading.parser(payload)) {
      if (parser.nextToken() == null) {
        return new Value.Missing();
      }
      Value value = value(parser, sought);
      return parser.nextToken() == null ? value : new Value.Missing();
    } catch (JacksonException malformed) {
      return new Value.Missing();
    }
  }

  private static Value value(JsonParser parser, Sought sought) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> new Value.Structure(false, members(parser, sought));
      case START_ARRAY -> new Value.Structure(true, elements(parser, sought));
      case VALUE_STRING -> new Value.Text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Value.Numeric.of(parser.getString());
      case VALUE_TRUE -> new Value.Truth(true);
      case VALUE_FALSE -> new Value.Truth(false);
      case VALUE_NULL -> new Value.Null();
      default -> throw new IllegalStateException("no value starts with " + parser.currentToken());
    };
  }

  private static Map<String, Value> members(JsonParser parser, Sought sought) {
    if (sought.children().isEmpty()) {
      parser.skipChildren();
      return Map.of();
    }
    Map<String, Value> members = new HashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      Sought child = sought.child(name);
      if (child == null) {
        parser.skipChildren();
      } else {
        members.put(name, value(parser, child));
      }
    }
    return members;
  }

  private static Map<String, Value> elements(JsonParser parser, Sought sought) {
    Map<String, Value> elements = new HashMap<>();
    int at = 0;
    for (var token = parser.nextToken(); !token.isStructEnd(); token = parser.nextToken()) {
      Sought child = sought.child(at);
      if (child == null) {
        parser.skipChildren();
      } else {
        elements.put(Integer.toString(at), value(parser, child));
      }
      at++;
    }
    return elements;
  }
}
