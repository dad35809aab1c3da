package dev.postrider.api.platforms;

import dev.postrider.api.http.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The fields of an {@code application/x-www-form-urlencoded} body. */
record Form(Map<String, String> fields) {
  private static final int LARGEST = 16 * 1024;

  /**
   * Reads a body.
   *
   * @throws Refusal 400 when it is too large, cannot be decoded or says something twice
   */
  static Form read(byte[] body) {
    if (body.length > LARGEST) {
      throw malformed();
    }
    Map<String, String> fields = new HashMap<>();
    for (String field : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals >= 0
          && fields.put(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)))
              != null) {
        throw malformed();
      }
    }
    return new Form(fields);
  }

  /** The field's text, empty when it is not there. */
  String text(String name) {
    return fields.getOrDefault(name, "");
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException undecodable) {
      throw malformed();
    }
  }

  private static Refusal malformed() {
    return Refusal.badRequest(
        "generic_error",
        "The body must be a form (application/x-www-form-urlencoded) of at most 16 KiB, and say"
            + " nothing twice");
  }

  /** The names alone: a secret may be among the values. */
  @Override
  public String toString() {
    return "Form" + fields.keySet();
  }
}
