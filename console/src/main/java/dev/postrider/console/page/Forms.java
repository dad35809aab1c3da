package dev.postrider.console.page;

import dev.postrider.api.http.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads names and values as forms and URLs have them ({@code application/x-www-form-urlencoded}).
 */
final class Forms {
  /** More than any form of ours has: an endpoint may have 1,000 event types. */
  private static final int MOST = 2_500;

  private Forms() {}

  /**
   * Values by name, in their order. What is not encoded well stays as it is.
   *
   * @throws Refusal when there are too many: what is cut off would be stored as not wanted
   */
  static Map<String, List<String>> read(String text) {
    String[] pairs = text.split("&", MOST + 1);
    if (pairs.length > MOST) {
      throw Refusal.badRequest("generic_error", "A form may have " + MOST + " fields at most.");
    }
    return read(pairs);
  }

  /** The parameters of a URL, of which those beyond are not heard: they change nothing. */
  static Map<String, List<String>> query(String text) {
    String[] pairs = text.split("&", MOST + 1);
    return read(pairs.length > MOST ? Arrays.copyOf(pairs, MOST) : pairs);
  }

  private static Map<String, List<String>> read(String[] pairs) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String pair : pairs) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException undecodable) {
      return text;
    }
  }
}
