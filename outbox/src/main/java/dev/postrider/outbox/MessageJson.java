package dev.postrider.outbox;

import java.io.StringWriter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a message as it will stand in the list of a batch, all but the time of its delivery, which
 * may have passed by then. Payloads stay as they are, to the white space in them, and are read once
 * so that none of them can break the list.
 */
final class MessageJson {
  static final JsonFactory JSON =
      JsonFactory.builder()
          // As the API has them: in a batch a payload is nested by three more, of its 128.
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(125)
                  .maxNumberLength(1_000)
                  .maxNameLength(16_384)
                  .build())
          .build();

  private MessageJson() {}

  /**
   * @throws IllegalArgumentException when the payload is no JSON
   */
  static String of(OutboxMessage message) {
    StringWriter written = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), written)) {
      json.writeStartObject();
      json.writeStringProperty("eventType", message.eventType());
      json.writeStringProperty("eventId", message.eventId());
      if (message.orderingKey() != null) {
        json.writeStringProperty("orderingKey", message.orderingKey());
      }
      list(json, "channels", message.channels());
      list(json, "tags", message.tags());
      headers(json, message.headers());
      body(json, message.body());
      json.writeEndObject();
    }
    return written.toString();
  }

  private static void list(JsonGenerator json, String name, List<String> values) {
    if (!values.isEmpty()) {
      json.writeArrayPropertyStart(name);
      values.forEach(json::writeString);
      json.writeEndArray();
    }
  }

  private static void headers(JsonGenerator json, Map<String, String> headers) {
    if (!headers.isEmpty()) {
      json.writeObjectPropertyStart("headers");
      headers.forEach(json::writeStringProperty);
      json.writeEndObject();
    }
  }

  private static void body(JsonGenerator json, OutboxMessage.Body body) {
    switch (body) {
      case OutboxMessage.Body.Json(String text) -> {
        if (isObject(text)) {
          json.writeName("payload");
          json.writeRawValue(text);
        } else {
          text(json, text, "application/json");
        }
      }
      case OutboxMessage.Body.Text(String text, String type) -> text(json, text, type);
      case OutboxMessage.Body.Bytes bytes -> {
        json.writeStringProperty("bodyBase64", Base64.getEncoder().encodeToString(bytes.bytes()));
        json.writeStringProperty("contentType", bytes.contentType());
      }
    }
  }

  private static void text(JsonGenerator json, String text, String type) {
    json.writeStringProperty("body", text);
    json.writeStringProperty("contentType", type);
  }

  /** True when it is an object, false when it is another value. */
  private static boolean isObject(String text) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      int depth = 0;
      for (JsonToken token = first; token != null; token = parser.nextToken()) {
        // Texts are read only when they are asked for.
        parser.finishToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth == 0) {
          break;
        }
      }
      if (first == null || parser.nextToken() != null) {
        throw new IllegalArgumentException("the payload must be one JSON value");
      }
      return first == JsonToken.START_OBJECT;
    } catch (JacksonException malformed) {
      // Its message would show what is in the payload.
      TokenStreamLocation place = malformed.getLocation();
      throw new IllegalArgumentException(
          place == null
              ? "the payload is nested too deeply, or a number or a name in it is too long"
              : "the payload is no JSON: line %d, column %d"
                  .formatted(place.getLineNr(), place.getColumnNr()));
    }
  }
}
