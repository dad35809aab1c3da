package dev.postrider.server.listen;

import java.io.StringWriter;
import java.io.Writer;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.json.JsonMapper;

/** JSON with a member to a line: what stands there and where, and nothing else, is changed. */
final class PrettyJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final PrettyPrinter LAYOUT =
      new DefaultPrettyPrinter(
          Separators.createDefaultInstance().withObjectNameValueSpacing(Spacing.AFTER));

  private PrettyJson() {}

  /**
   * The beginning of the text, of about so many characters; empty when it is not one value of JSON
   * and nothing else. Read as a stream, because a tree would be many times the size of the body.
   */
  static Optional<String> of(byte[] body, int longest) {
    var out = new Bounded(longest);
    try (JsonParser in = JSON.createParser(body);
        JsonGenerator generator = generator(out)) {
      JsonToken token = in.nextToken();
      if (token == null) {
        return Optional.empty();
      }
      int depth = 0;
      boolean ended = false;
      for (; token != null; token = in.nextToken()) {
        if (ended) {
          return Optional.empty();
        }
        if (!out.full()) {
          copy(in, token, generator);
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        ended = depth == 0;
      }
      generator.flush();
      return Optional.of(out.text());
    } catch (JacksonException other) {
      return Optional.empty();
    }
  }

  private static void copy(JsonParser in, JsonToken token, JsonGenerator out) {
    if (token.isNumeric()) {
      // As it is written: 1.0 is no 1, and some numbers are larger than any type.
      out.writeNumber(in.getString());
    } else {
      out.copyCurrentEvent(in);
    }
    out.flush();
  }

  private static JsonGenerator generator(Writer out) {
    return JSON.writer().with(LAYOUT).createGenerator(out);
  }

  /** Takes so much and loses the rest. */
  private static final class Bounded extends StringWriter {
    private final int longest;

    private Bounded(int longest) {
      this.longest = longest;
    }

    private boolean full() {
      return getBuffer().length() >= longest;
    }

    private String text() {
      return toString();
    }
  }
}
