package dev.postrider.sender;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that all requests take, which the operator chose and no guard judges. Its {@code
 * toString} shows neither user nor password.
 *
 * @param literal the address when the host is one; null for a name
 * @param login null when it wants none
 */
public record Proxy(
    Kind kind, String host, @Nullable InetAddress literal, int port, @Nullable Login login) {

  /** How it is asked for a connection. */
  public enum Kind {
    /** {@code CONNECT}, for plain requests too. */
    HTTP,
    SOCKS5
  }

  /** What it knows us by; its {@code toString} shows nothing. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "***";
    }
  }

  private static final Pattern SHAPE =
      Pattern.compile("(http|socks5)://([^/?#\\\\]+:[0-9]{1,5})/?", Pattern.CASE_INSENSITIVE);

  /** RFC 1929 gives each one byte for its length. */
  private static final int LONGEST = 255;

  /**
   * Reads {@code http://user:password@host:port} or {@code socks5://…}; user and password are
   * percent-encoded and may be absent together. The message of the exception quotes nothing.
   */
  public static Proxy parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()
        || !(Target.read("http://" + shape.group(2))
            instanceof Target.Reading.Understood(Target target))) {
      throw new IllegalArgumentException("the proxy is no http or socks5 URL with host and port");
    }
    return new Proxy(
        Kind.valueOf(shape.group(1).toUpperCase(Locale.ROOT)),
        target.host(),
        target.literal(),
        target.port(),
        target.userInfo() == null ? null : login(target.userInfo()));
  }

  private static Login login(String userInfo) {
    int colon = userInfo.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("the proxy has a user without a password");
    }
    return new Login(decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1)));
  }

  private static String decoded(String text) {
    String plain = new String(EndpointHeaders.percentDecoded(text), StandardCharsets.UTF_8);
    if (plain.isEmpty()
        || plain.length() > LONGEST
        || !plain.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "user and password of the proxy have 1 to " + LONGEST + " ASCII characters");
    }
    return plain;
  }

  @Override
  public String toString() {
    String shown = literal != null && host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return kind.name().toLowerCase(Locale.ROOT)
        + "://"
        + (login == null ? "" : "***@")
        + shown
        + ":"
        + port;
  }
}
