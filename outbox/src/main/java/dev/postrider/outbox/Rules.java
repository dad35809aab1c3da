package dev.postrider.outbox;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the API for a message (its OpenAPI document, MessageIn). A complaint names member
 * and rule and never the value, which may be anything.
 */
final class Rules {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9\\-_.]{1,256}");
  private static final Pattern SHORT_NAME = Pattern.compile("[a-zA-Z0-9\\-_.]{1,128}");
  private static final Pattern KEY = Pattern.compile("[^\\x00-\\x1f\\x7f-\\x9f]{1,256}");
  private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]";
  private static final Pattern HEADER = Pattern.compile(TOKEN + "{1,128}");
  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{0,4096}");
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(TOKEN + "+/" + TOKEN + "+( *;[\\x20-\\x7e]*)?");
  private static final int MOST_HEADERS = 20;
  private static final int HEADER_CHARACTERS = 16_384;
  private static final int MEDIA_TYPE_CHARACTERS = 256;

  private Rules() {}

  /** It becomes a part of the path, so that it must be no step in it. */
  static void application(String application) {
    matches("application", NAME, application);
    check(!application.matches("\\.+"), "application must be more than dots");
  }

  static void eventType(String eventType) {
    matches("eventType", NAME, eventType);
  }

  static void eventId(String eventId) {
    matches("eventId", NAME, eventId);
    check(!eventId.startsWith("msg_"), "eventId must not begin with msg_, as Postrider's own do");
  }

  static void orderingKey(@Nullable String key) {
    check(
        key == null || (KEY.matcher(key).matches() && encodable(key)),
        "orderingKey must have 1 to 256 characters, none of them a control character");
  }

  static void names(String member, int most, List<String> names) {
    check(names.size() <= most, member + " must be " + most + " at most");
    check(new HashSet<>(names).size() == names.size(), member + " must differ");
    names.forEach(name -> matches(member, SHORT_NAME, name));
  }

  static void headers(Map<String, String> headers) {
    check(headers.size() <= MOST_HEADERS, "headers must be 20 at most");
    int together = 0;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      check(
          HEADER.matcher(header.getKey()).matches()
              && PRINTABLE.matcher(header.getValue()).matches(),
          "headers must have names of up to 128 characters and values of up to 4,096 of printable"
              + " ASCII");
      together += header.getKey().length() + header.getValue().length();
    }
    check(together <= HEADER_CHARACTERS, "headers must have 16,384 characters together at most");
  }

  static void body(OutboxMessage.Body body) {
    switch (body) {
      case OutboxMessage.Body.Json(String text) ->
          check(encodable(text), "the payload has half a surrogate pair");
      case OutboxMessage.Body.Text(String text, String type) -> {
        check(encodable(text), "the body has half a surrogate pair");
        mediaType(type);
      }
      case OutboxMessage.Body.Bytes bytes -> mediaType(bytes.contentType());
    }
  }

  private static void mediaType(String type) {
    check(
        type.length() <= MEDIA_TYPE_CHARACTERS && MEDIA_TYPE.matcher(type).matches(),
        "contentType must be a media type, such as image/png, of at most 256 characters");
  }

  /** False when UTF-8 has no bytes for it: it would arrive as something else. */
  private static boolean encodable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static void matches(String member, Pattern rule, String value) {
    check(rule.matcher(value).matches(), member + " must match " + rule.pattern());
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
