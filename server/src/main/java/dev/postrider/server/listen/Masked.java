package dev.postrider.server.listen;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Hides what lets somebody in: terminals are photographed, and logs are read by others. Signatures
 * keep their beginning, by which two can be told apart.
 */
final class Masked {
  private static final String HIDDEN = "****";
  private static final int BEGINNING = 6;

  private static final Pattern SECRET =
      Pattern.compile(
          "auth|cookie|token|secret|passw|pwd|credential|session|bearer|jwt|keyid"
              + "|apikey|accesskey|privatekey|(^|[-_.])(keys?|pin)($|[-_.0-9])");

  /** User and password in an address that is whole. */
  private static final Pattern USER = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*://)[^/?#]*@");

  /** Names a message and opens nothing, and it is what duplicates are found by. */
  private static final String NO_SECRET = "idempotency-key";

  private static final Set<String> ADDRESSES = Set.of("location", "referer", "content-location");

  private Masked() {}

  /** The value of this header, or as much of it as may be seen. */
  static String header(String name, String value) {
    String key = name.toLowerCase(Locale.ROOT);
    if (key.contains("signature") || key.endsWith("-sig")) {
      return signatures(value);
    }
    if (ADDRESSES.contains(key)) {
      return target(value);
    }
    if (key.equals(NO_SECRET) || !SECRET.matcher(key).find()) {
      return value;
    }
    // The scheme tells much and opens nothing; a value of one word may be all secret.
    int blank = value.indexOf(' ');
    boolean scheme = key.endsWith("authorization") && blank > 0 && blank <= 20;
    return scheme ? value.substring(0, blank) + " " + HIDDEN : HIDDEN;
  }

  /**
   * Path and query, without who calls and the values of parameters whose names speak of secrets.
   */
  static String target(String given) {
    String target = USER.matcher(given).replaceFirst("$1" + HIDDEN + "@");
    int query = target.indexOf('?');
    return query < 0
        ? target
        : target.substring(0, query + 1)
            + Arrays.stream(target.substring(query + 1).split("&", -1))
                .map(Masked::parameter)
                .collect(Collectors.joining("&"));
  }

  private static String parameter(String parameter) {
    int equals = parameter.indexOf('=');
    if (equals < 0) {
      return parameter;
    }
    String name = decoded(parameter.substring(0, equals)).toLowerCase(Locale.ROOT);
    return SECRET.matcher(name).find() || name.contains("sig")
        ? parameter.substring(0, equals + 1) + HIDDEN
        : parameter;
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException unreadable) {
      return name;
    }
  }

  /** {@code v1,g0hM9S…} of each. */
  private static String signatures(String value) {
    return Arrays.stream(value.split(" ", -1))
        .map(Masked::signature)
        .collect(Collectors.joining(" "));
  }

  private static String signature(String signature) {
    // What stands before the signature: v1, or sha256=; an equals sign further back is base64's.
    int comma = signature.indexOf(',');
    int equals = signature.indexOf('=');
    int name = comma >= 0 ? comma + 1 : equals < 2 * BEGINNING ? equals + 1 : 0;
    int end = name + BEGINNING;
    return end >= signature.length() ? HIDDEN : signature.substring(0, end) + "…";
  }
}
