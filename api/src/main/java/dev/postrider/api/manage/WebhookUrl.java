package dev.postrider.api.manage;

import dev.postrider.api.http.Rule;
import io.helidon.common.uri.UriEncoding;
import java.net.IDN;
import java.net.Inet4Address;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where webhooks may be sent, as far as the text can tell: the addresses behind it are judged at
 * each attempt. Normalised as browsers do: scheme and host in small letters, a path, the scheme's
 * own port left out, what a URL cannot hold percent-encoded, no fragment.
 */
public final class WebhookUrl {
  private static final int LONGEST = 2_048;
  private static final int LONGEST_HOST = 253;

  /** Scheme, user-info with its at-sign, host, port, and the rest up to a fragment. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "(https?)://([^/?#@\\\\]*@)?(\\[[0-9a-f:.]+\\]|[^/?#@:\\\\\\[\\]]+)(?::([0-9]{0,5}))?([/?][^#]*)?(?:#.*)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern HOST =
      Pattern.compile(
          "(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.?");

  /** Ends in a number: then it is an IPv4 address, in whatever form, or nothing. */
  private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)\\.?");

  /** What Basic authentication cannot say (RFC 7617, section 2): controls, a colon in the user. */
  private static final Pattern UNSAYABLE_USER =
      Pattern.compile("(?i).*%(?:[01][0-9a-f]|7f).*|[^:]*%3a.*");

  private static final String HIDDEN = "***";

  static final Rule RULE = WebhookUrl::problem;

  private WebhookUrl() {}

  static boolean isHttps(String url) {
    return url.regionMatches(true, 0, "https:", 0, 6);
  }

  /** The port of a URL that has no problem, which is the scheme's where it names none. */
  static int port(String url) {
    Matcher parts = SHAPE.matcher(url);
    String port = parts.matches() ? parts.group(4) : null;
    return port != null && !port.isEmpty() ? Integer.parseInt(port) : isHttps(url) ? 443 : 80;
  }

  /** The one way to write a URL that has no problem. */
  static String normalised(String url) {
    return parse(url)
        .orElseThrow(() -> new IllegalArgumentException("not a URL that passed its rule"));
  }

  /** The text as it came; normalised only where it could not be sent as it is. */
  public static String kept(String url) {
    return url.chars().allMatch(c -> c < 0x80) && readable(url) ? url : normalised(url);
  }

  /** A URL that has no problem, without user and password. */
  public static String withoutUserInfo(String url) {
    Matcher parts = SHAPE.matcher(url);
    return parts.matches() && parts.group(2) != null
        ? url.substring(0, parts.start(2)) + url.substring(parts.end(2))
        : url;
  }

  /**
   * A URL that has no problem, with what may be secret in it hidden: only where it leads is left.
   */
  static String masked(String url) {
    Matcher parts = SHAPE.matcher(url);
    if (!parts.matches()) {
      return HIDDEN;
    }
    String user = parts.group(2) == null ? "" : HIDDEN + "@";
    String port = parts.group(4) == null ? "" : ":" + parts.group(4);
    String rest = parts.group(5) == null ? "" : parts.group(5);
    int query = rest.indexOf('?');
    String shown = query < 0 ? rest : rest.substring(0, query + 1) + HIDDEN;
    return parts.group(1) + "://" + user + parts.group(3) + port + shown;
  }

  /** The user that a URL without problem names, decoded; empty when it names none. */
  public static Optional<String> user(String url) {
    Matcher parts = SHAPE.matcher(url);
    if (!parts.matches() || parts.group(2) == null) {
      return Optional.empty();
    }
    // Only in queries is a plus sign a blank.
    String user = parts.group(2).split("[:@]", 2)[0].replace("+", "%2B");
    return Optional.of(UriEncoding.decodeUri(user));
  }

  private static @Nullable String problem(String url) {
    if (url.isEmpty() || url.length() > LONGEST) {
      return "must have 1 to " + LONGEST + " characters";
    }
    if (url.contains("//" + HIDDEN + "@") || url.endsWith("?" + HIDDEN)) {
      return "has "
          + HIDDEN
          + " where something is hidden from who may only read; say it as a whole";
    }
    if (url.chars().anyMatch(c -> Character.isISOControl(c) || c == ' ')) {
      return "must not contain blanks or control characters";
    }
    String unsayable = Rule.unsayable(url);
    if (unsayable != null) {
      return unsayable;
    }
    if (parse(url).isEmpty()) {
      return "must be an absolute http or https URL with a host";
    }
    Matcher parts = SHAPE.matcher(url);
    return parts.matches()
            && parts.group(2) != null
            && UNSAYABLE_USER.matcher(parts.group(2)).matches()
        ? "must not have control characters in user or password, nor a colon in the user"
        : null;
  }

  private static Optional<String> parse(String url) {
    Matcher parts = SHAPE.matcher(url);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    String userInfo = parts.group(2) == null ? "" : encoded(parts.group(2));
    String host = host(parts.group(3));
    String port = port(scheme, parts.group(4));
    if (host == null || port == null) {
      return Optional.empty();
    }
    String rest = parts.group(5) == null ? "/" : encoded(parts.group(5));
    String path = rest.startsWith("/") ? rest : "/" + rest;
    String text = scheme + "://" + userInfo + host + port + path;
    return readable(text) && text.length() <= 3 * LONGEST ? Optional.of(text) : Optional.empty();
  }

  private static @Nullable String host(String text) {
    if (text.startsWith("[")) {
      return text.toLowerCase(Locale.ROOT);
    }
    try {
      String ascii = IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
      if (ascii.length() > LONGEST_HOST || !HOST.matcher(ascii).matches()) {
        return null;
      }
      return NUMERIC.matcher(ascii).matches() ? address(ascii) : ascii;
    } catch (IllegalArgumentException notAHost) {
      return null;
    }
  }

  private static String address(String numeric) {
    String bare = numeric.endsWith(".") ? numeric.substring(0, numeric.length() - 1) : numeric;
    return Inet4Address.ofPosixLiteral(bare).getHostAddress();
  }

  /** The port with its colon; nothing for the scheme's own, null for one that does not exist. */
  private static @Nullable String port(String scheme, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    int port = Integer.parseInt(text);
    if (port < 1 || port > 65_535) {
      return null;
    }
    return port == (scheme.equals("https") ? 443 : 80) ? "" : ":" + port;
  }

  private static boolean readable(String text) {
    try {
      return new URI(text).getRawAuthority() != null;
    } catch (URISyntaxException unreadable) {
      return false;
    }
  }

  /** Percent-encodes what a URL cannot hold, and leaves every other character as it is. */
  private static String encoded(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c >= 0x80 || "\"<>\\^`{|}[]".indexOf(c) >= 0) {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static final String HEX = "0123456789ABCDEF";
}
