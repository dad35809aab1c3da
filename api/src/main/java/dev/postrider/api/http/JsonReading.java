package dev.postrider.api.http;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON that is read: strict RFC 8259, within bounds of depth, number and name. Safe for use by
 * many threads.
 *
 * <p>A member that is given twice is refused wherever this API looks into the JSON. It does not
 * look into payloads.
 */
public final class JsonReading {
  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxNestingDepth(128)
          .maxNumberLength(1_000)
          .maxNameLength(16_384)
          .build();

  private static final JsonFactory STREAM =
      JsonFactory.builder()
          .streamReadConstraints(BOUNDS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private static final JsonMapper TREE =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(BOUNDS)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private JsonReading() {}

  /** A parser that throws {@link JacksonException} for whatever is malformed. */
  static JsonParser parser(byte[] json) {
    return STREAM.createParser(ObjectReadContext.empty(), json);
  }

  /**
   * Reads a body that must be one object and nothing else, at whose beginning the reader starts.
   */
  public static <T> T object(byte[] body, Function<JsonParser, T> reader) {
    try (JsonParser parser = parser(body)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw empty();
      }
      T read = reader.apply(parser);
      if (parser.nextToken() != null) {
        throw trailing();
      }
      return read;
    } catch (JacksonException malformed) {
      throw malformed(malformed);
    }
  }

  /** True when the bytes are one JSON object in UTF-8 and nothing else. */
  public static boolean isObject(byte[] bytes) {
    if (!Utf8.valid(bytes)) {
      return false;
    }
    try (JsonParser parser = parser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JacksonException malformed) {
      return false;
    }
  }

  /**
   * The value that a pointer (RFC 6901) finds in JSON that was read before, without any white
   * space; empty when there is none.
   */
  public static Optional<byte[]> within(byte[] json, String pointer) {
    JsonNode found = tree(json).at(pointer);
    return found.isMissingNode() ? Optional.empty() : Optional.of(compact(found));
  }

  /** A tree, or plain values, without any white space. */
  static byte[] compact(@Nullable Object value) {
    return TREE.writeValueAsBytes(value);
  }

  /** The same value as maps, lists, strings, numbers, booleans and null. */
  static @Nullable Object plain(JsonNode node) {
    return TREE.treeToValue(node, Object.class);
  }

  static JsonNode tree(byte[] json) {
    try {
      return TREE.readTree(json);
    } catch (JacksonException e) {
      throw malformed(e);
    } catch (NumberFormatException beyondAllExponents) {
      throw Refusal.unprocessable(
          Problem.malformed("The body has a number whose exponent is too large"));
    }
  }

  /** 422 for a body without anything in it. */
  static Refusal empty() {
    return Refusal.unprocessable(Problem.malformed("The body is empty; a JSON object is expected"));
  }

  /** 422 for a body that goes on after its value. */
  private static Refusal trailing() {
    return Refusal.unprocessable(Problem.malformed("The body goes on after its JSON value"));
  }

  /** 422 for JSON that cannot be read; says where, and nothing of the content. */
  private static Refusal malformed(JacksonException e) {
    var at = e.getLocation();
    String where =
        at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    return Refusal.unprocessable(Problem.malformed("The body is not valid JSON" + where));
  }
}
