package dev.postrider.receiver.events.comm100;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** Dates as {@code /Date(1584422324807)/}, in milliseconds since 1970 (C-23). */
final class CommDate {
  // As many digits as the platform file allows, so that every one is a long.
  private static final Pattern DATE = Pattern.compile("/Date\\((-?[0-9]{1,16})\\)/");

  private CommDate() {}

  /** Reads one. */
  static class Reader extends StdDeserializer<Instant> {
    Reader() {
      super(Instant.class);
    }

    @Override
    public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) {
      String text = parser.getString();
      Matcher date = DATE.matcher(text);
      return date.matches()
          ? Instant.ofEpochMilli(Long.parseLong(date.group(1)))
          : (Instant) context.handleWeirdStringValue(Instant.class, text, "no date");
    }
  }

  /** Reads one, or none of an empty text, which a chat that runs has for its end. */
  static final class EndReader extends Reader {
    @Override
    public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) {
      return parser.getString().isEmpty() ? null : super.deserialize(parser, context);
    }
  }

  /** Writes one. */
  static final class Writer extends StdSerializer<Instant> {
    Writer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant date, JsonGenerator json, SerializationContext context) {
      json.writeString("/Date(" + date.toEpochMilli() + ")/");
    }
  }
}
