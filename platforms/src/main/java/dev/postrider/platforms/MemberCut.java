package dev.postrider.platforms;

import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Takes a member out of an object and leaves every other byte where it was: writing the body anew
 * would change its white space, numbers and escapes.
 */
final class MemberCut {
  private static final JsonFactory STREAM = new JsonFactory();

  private MemberCut() {}

  /**
   * The bytes without the member, and without the comma that it leaves over; the same bytes when it
   * is not a member of an object. The body is JSON that was read already.
   */
  static byte[] cut(byte[] body, String pointer) {
    JsonPointer member = JsonPointer.compile(pointer);
    try (JsonParser parser = STREAM.createParser(ObjectReadContext.empty(), body)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.PROPERTY_NAME
            && parser.streamReadContext().pathAsPointer().equals(member)) {
          int name = offset(parser);
          parser.nextToken();
          parser.skipChildren();
          boolean last = parser.nextToken() == JsonToken.END_OBJECT;
          int next = offset(parser);
          return last
              ? without(body, endOfFormer(body, name), trimmed(body, next))
              : without(body, name, next);
        }
      }
      return body;
    }
  }

  private static int offset(JsonParser parser) {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  /** Where the member before this one ends; this one's beginning when it is the first. */
  private static int endOfFormer(byte[] body, int name) {
    int comma = trimmed(body, name) - 1;
    return body[comma] == ',' ? trimmed(body, comma) : name;
  }

  /** The place without the white space before it. */
  private static int trimmed(byte[] body, int place) {
    int end = place;
    while (isSpace(body[end - 1])) {
      end--;
    }
    return end;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static byte[] without(byte[] body, int from, int to) {
    byte[] rest = Arrays.copyOf(body, body.length - (to - from));
    System.arraycopy(body, to, rest, from, body.length - to);
    return rest;
  }
}
