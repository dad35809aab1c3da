package dev.postrider.receiver.spring;

import dev.postrider.receiver.Webhook;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads no more of a body than it has to. */
record JsonMember(String name) implements EventType {
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public @Nullable String of(Webhook webhook) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), webhook.body())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean found = name.equals(parser.currentName());
        JsonToken value = parser.nextToken();
        if (found) {
          return value == JsonToken.VALUE_STRING ? parser.getString() : null;
        }
        parser.skipChildren();
      }
      return null;
    } catch (JacksonException noJson) {
      return null;
    }
  }
}
