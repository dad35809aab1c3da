package dev.postrider.api.accept;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Rule;
import dev.postrider.message.Message;
import dev.postrider.message.Payload;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads what is sent: the payload as it came, or a body of another kind; its type; its headers. The
 * payload is a slice of the request: its white space, escapes and numbers stay as they came. For
 * one message.
 */
final class ContentReader {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String BYTES = "application/octet-stream";
  private static final String PARAMS = "transformationsParams";
  private static final String ANOTHER_BODY = "must not be given together with another body";
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(TOKEN + "/" + TOKEN + "( *;[\\x20-\\x7e]*)?");

  private static final Rule TYPE =
      text ->
          text.length() <= 256 && MEDIA_TYPE.matcher(text).matches()
              ? null
              : "must be a media type, such as image/png, of at most 256 characters";

  private final byte[] source;
  private final JsonParser parser;
  private final Members members;

  private @Nullable Payload payload;
  private @Nullable Payload raw;
  private @Nullable Payload text;
  private @Nullable Payload bytes;
  private @Nullable String type;
  private Map<String, String> headers = Map.of();

  ContentReader(byte[] source, JsonParser parser, Members members) {
    this.source = source;
    this.parser = parser;
    this.members = members;
  }

  /** Reads the member at hand; false when it is none of the content's. */
  boolean member(String name) {
    switch (name) {
      case "payload", "data" -> {
        members.once("payload");
        payload(name);
      }
      case "body" -> text = text(members.once(name));
      case "bodyBase64" -> bytes = bytes(members.once(name));
      case "contentType" -> type(members.text(TYPE, members.once(name)), name);
      case "headers" -> headers(new HeadersReader(parser, members).own(members.once(name)), name);
      case PARAMS -> params(members.once(name));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The content; null when it is missing or wrong, which the members know then. */
  MessageIn.@Nullable Content content() {
    Payload sent = raw == null ? payload : raw;
    String fallback = Message.JSON;
    if (text == null && bytes == null) {
      if (members.fine() || (!members.has("body") && !members.has("bodyBase64"))) {
        members.require("payload", payload);
      }
    } else {
      oneBody();
      sent = text == null ? bytes : text;
      fallback = text == null ? BYTES : TEXT;
    }
    return sent == null ? null : new MessageIn.Content(sent, type == null ? fallback : type);
  }

  private void oneBody() {
    if (text != null && payload != null) {
      members.problem(ANOTHER_BODY, "body");
    }
    if (bytes != null && (payload != null || text != null)) {
      members.problem(ANOTHER_BODY, "bodyBase64");
    }
    if (raw != null) {
      members.problem(ANOTHER_BODY, PARAMS, "rawPayload");
    }
  }

  /** Headers for this message alone. */
  Map<String, String> headers() {
    return headers;
  }

  private void payload(String name) {
    byte[] slice = slice(name);
    payload = slice == null ? payload : Payload.of(slice);
  }

  /** An object that others read. */
  @Nullable Fields object(String name) {
    byte[] slice = slice(name);
    try {
      return slice == null ? null : Fields.of(slice, name);
    } catch (Refusal unreadable) {
      unreadable.problems().forEach(problem -> members.problem(problem.msg(), name));
      return null;
    }
  }

  /** The object at hand, as it came; null when there is none. */
  private byte @Nullable [] slice(String name) {
    if (members.isNull()) {
      return null;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      members.wrong("must be an object", name);
      return null;
    }
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    int to = (int) parser.currentLocation().getByteOffset();
    return Arrays.copyOfRange(source, from, to);
  }

  private @Nullable Payload text(String... way) {
    String found = members.text(Rule.SAYABLE, way);
    return found == null ? null : Payload.of(found);
  }

  private @Nullable Payload bytes(String name) {
    String found = members.text(Rule.SAYABLE, name);
    if (found == null) {
      return null;
    }
    try {
      return Payload.of(Base64.getDecoder().decode(found));
    } catch (IllegalArgumentException notBase64) {
      members.problem("must be base64 with its padding", name);
      return null;
    }
  }

  /** What the SDKs' helpers for raw bodies send. */
  private void params(String name) {
    if (members.isNull()) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      members.wrong("must be an object", name);
      return;
    }
    for (String inner = parser.nextName(); inner != null; inner = parser.nextName()) {
      parser.nextToken();
      switch (inner) {
        case "rawPayload" -> {
          members.once(name, inner);
          raw = text(name, inner);
        }
        case "headers" -> {
          members.once(name, inner);
          Map<String, String> hosted = new HeadersReader(parser, members).hosted(name, inner);
          String said = hosted.remove(HeadersReader.CONTENT_TYPE);
          if (said != null) {
            String problem = TYPE.problem(said);
            if (problem == null) {
              type(said, name, inner, HeadersReader.CONTENT_TYPE);
            } else {
              members.problem(problem, name, inner, HeadersReader.CONTENT_TYPE);
            }
          }
          headers(hosted, name, inner);
        }
        default -> parser.skipChildren();
      }
    }
  }

  private void type(@Nullable String said, String... way) {
    if (said != null && type != null) {
      members.problem("is said twice, by contentType and by a header", way);
    }
    type = said == null ? type : said;
  }

  private void headers(Map<String, String> said, String... way) {
    if (!said.isEmpty() && !headers.isEmpty()) {
      members.problem("must not be given in two places", way);
    }
    headers = said.isEmpty() ? headers : said;
  }
}
