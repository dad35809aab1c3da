package dev.postrider.api.accept;

import dev.postrider.api.manage.HeaderRules;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the headers of one message, by the rules for those of endpoints. */
final class HeadersReader {
  static final String CONTENT_TYPE = "content-type";
  private static final int MOST = 20;

  private final JsonParser parser;
  private final Members members;

  HeadersReader(JsonParser parser, Members members) {
    this.parser = parser;
    this.members = members;
  }

  /** Our member, which leaves the content type to a member of its own. */
  Map<String, String> own(String name) {
    return read(false, name);
  }

  /** The hosted member, in which the SDKs say the content type too. */
  Map<String, String> hosted(String outer, String name) {
    return read(true, outer, name);
  }

  private Map<String, String> read(boolean typeToo, String... way) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (members.isNull()) {
      return headers;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      members.wrong("must be an object", way);
      return headers;
    }
    int count = 0;
    int size = 0;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      String problem =
          typeToo && name.equalsIgnoreCase(CONTENT_TYPE) ? null : HeaderRules.problem(name);
      if (++count > MOST || problem != null || members.isNull()) {
        parser.skipChildren();
        if (count <= MOST) {
          members.problem(problem == null ? "must have texts as its values" : problem, way);
        }
        continue;
      }
      String value = members.text(HeaderRules.VALUE, Members.way(way, name));
      if (value != null && headers.put(name, value) != null) {
        members.problem("has " + name + " more than once", way);
      }
      size += name.length() + (value == null ? 0 : value.length());
    }
    if (count > MOST || size > HeaderRules.LARGEST) {
      members.problem(
          "must be at most %d of at most %,d bytes together".formatted(MOST, HeaderRules.LARGEST),
          way);
    }
    return headers;
  }
}
