package dev.postrider.receiver.events.yespo;

import java.time.Instant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads times that are milliseconds since 1970 (Y-6). */
final class Millis extends StdDeserializer<Instant> {
  Millis() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) {
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        // Throws for what is no long.
        ? Instant.ofEpochMilli(parser.getLongValue())
        : context.reportInputMismatch(this, "no milliseconds");
  }
}
