package dev.postrider.receiver.events.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Times that are texts as in RFC 3339; Jackson itself takes numbers for them, too. */
final class Times {
  static final SimpleModule TEXTS =
      new SimpleModule()
          .addDeserializer(
              OffsetDateTime.class, new Text<>(OffsetDateTime.class, OffsetDateTime::parse))
          .addDeserializer(
              Instant.class,
              new Text<>(Instant.class, text -> OffsetDateTime.parse(text).toInstant()));

  private Times() {}

  private static final class Text<T> extends StdDeserializer<T> {
    private final Function<String, T> parse;

    Text(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        return wrong(context);
      }
      try {
        return parse.apply(parser.getString());
      } catch (DateTimeException noTime) {
        return wrong(context);
      }
    }

    private T wrong(DeserializationContext context) {
      return context.reportInputMismatch(this, "no time");
    }
  }
}
