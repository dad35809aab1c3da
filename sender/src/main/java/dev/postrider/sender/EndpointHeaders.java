package dev.postrider.sender;

import dev.postrider.directory.Authentication.Proof;
import dev.postrider.directory.Endpoint;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes the part of a request's head that is the same for every message of an endpoint. */
final class EndpointHeaders {

  /** Headers that the sender answers for; an endpoint cannot set them. */
  private static final Set<String> OURS =
      Set.of(
          "host",
          "user-agent",
          "content-type",
          "content-length",
          "transfer-encoding",
          "connection",
          "keep-alive",
          "proxy-connection",
          "expect",
          "te",
          "trailer",
          "upgrade");

  static final String AUTHORIZATION = "Authorization";

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");
  private static final int LONGEST_VALUE = 4_096;

  private EndpointHeaders() {}

  /**
   * The head without what belongs to one message; the endpoint's own headers keep their capitals.
   */
  static HttpHeaders of(Target target, Endpoint.Settings settings, Introduction introduction) {
    HttpHeaders headers = introduction.head(target);
    String userInfo = target.userInfo();
    if (userInfo != null) {
      String pair = userInfo.indexOf(':') < 0 ? userInfo + ":" : userInfo;
      headers.set(AUTHORIZATION, basic(percentDecoded(pair)));
    }
    settings
        .headers()
        .forEach((name, value) -> {
          if (mayBeSent(name, value)) {
            headers.set(name, bytesOf(value));
          }
        });
    prove(headers, settings.authentication().proof());
    return headers;
  }

  /**
   * Adds a message's own headers. What the head has already stays: whoever owns the endpoint has
   * set it for all messages, and a receiver may let callers in by it.
   */
  static void addMissing(HttpHeaders head, Map<String, String> headers) {
    headers.forEach((name, value) -> {
      if (!head.contains(name) && mayBeSent(name, value)) {
        head.set(name, bytesOf(value));
      }
    });
  }

  /**
   * Failure policy: fail closed. A header that could end its line early, or that speaks in our
   * name, is left out.
   */
  private static boolean mayBeSent(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    return TOKEN.matcher(name).matches()
        && !OURS.contains(lower)
        && !lower.startsWith("webhook-")
        && !lower.startsWith("svix-")
        && value.length() <= LONGEST_VALUE
        && isOneLine(value);
  }

  /** True when nothing in the value could be taken for the end of a line. */
  static boolean isOneLine(String value) {
    return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f));
  }

  /** UTF-8, one byte a character, because the encoder writes the low byte of each. */
  private static String bytesOf(String value) {
    return new String(value.strip().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** What is said for the purpose goes before what was said as a header or in the URL. */
  private static void prove(HttpHeaders headers, Proof proof) {
    switch (proof) {
      case Proof.None() -> {}
      case Proof.Basic(String username, String password) ->
          headers.set(
              AUTHORIZATION, basic((username + ":" + password).getBytes(StandardCharsets.UTF_8)));
      case Proof.Bearer(String token) -> headers.set(AUTHORIZATION, "Bearer " + token);
      case Proof.ApiKey(String header, String value) -> headers.set(header, value);
      // A token is another one from time to time.
      case Proof.OAuth2 _ -> {}
    }
  }

  static String basic(byte[] pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  static byte[] percentDecoded(String text) {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[raw.length];
    int length = 0;
    int at = 0;
    while (at < raw.length) {
      int value = raw[at] == '%' ? hex(raw, at + 1) : -1;
      decoded[length++] = value < 0 ? raw[at] : (byte) value;
      at += value < 0 ? 1 : 3;
    }
    return Arrays.copyOf(decoded, length);
  }

  /** The byte that two hexadecimal digits make; -1 when they are none. */
  private static int hex(byte[] raw, int at) {
    if (at + 1 >= raw.length) {
      return -1;
    }
    int high = Character.digit(raw[at], 16);
    int low = Character.digit(raw[at + 1], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
