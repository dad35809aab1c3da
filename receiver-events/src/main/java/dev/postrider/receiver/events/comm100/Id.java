package dev.postrider.receiver.events.comm100;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What names an agent, a department or a field: a GUID since X2, a number before (C-22). */
public sealed interface Id {

  /** A GUID, or whatever text it is. */
  record Text(String value) implements Id {}

  /** A number, of the time before X2. */
  record Numeric(long value) implements Id {}

  /**
   * The id in a body.
   *
   * @throws IllegalArgumentException when it is neither a text nor a whole number
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Id of(JsonNode value) {
    if (value.isString()) {
      return new Text(value.stringValue());
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return new Numeric(value.longValue());
    }
    throw new IllegalArgumentException("an id is a text or a whole number");
  }

  /** Either as text, to look something up by. */
  default String text() {
    return json().asString();
  }

  /** As it is in a body. */
  @JsonValue
  default JsonNode json() {
    return switch (this) {
      case Text(String text) -> JsonNodeFactory.instance.stringNode(text);
      case Numeric(long number) -> JsonNodeFactory.instance.numberNode(number);
    };
  }
}
