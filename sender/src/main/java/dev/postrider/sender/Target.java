package dev.postrider.sender;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL taken apart once, so that the guard, the connection and the {@code Host} header cannot read
 * it differently.
 *
 * @param host lower case and ASCII; an IP literal in its one canonical form, IPv6 without brackets
 * @param literal the address when the host is one; null for a name
 * @param port explicit or the scheme's
 * @param path begins with a slash
 * @param userInfo as it stood in the URL, still percent-encoded; null when there was none
 */
record Target(
    boolean secure,
    String host,
    @Nullable InetAddress literal,
    int port,
    String path,
    @Nullable String query,
    @Nullable String userInfo) {

  /** What a URL turned out to be. */
  sealed interface Reading {
    record Understood(Target target) implements Reading {}

    record Rejected(String reason) implements Reading {}
  }

  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*\\.?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
  private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
  private static final int LONGEST = 8_192;

  /**
   * Reads an {@code http} or {@code https} URL as browsers do (WHATWG), stricter where they guess.
   */
  static Reading read(String url) {
    if (url.length() > LONGEST || url.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '\\')) {
      return new Reading.Rejected("the URL is too long or holds a character that no URL holds");
    }
    int colon = url.indexOf("://");
    String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return new Reading.Rejected("the URL is neither http nor https");
    }
    int hash = url.indexOf('#');
    String rest = url.substring(colon + 3, hash < 0 ? url.length() : hash);
    int end = endOfAuthority(rest);
    String authority = rest.substring(0, end);
    int at = authority.lastIndexOf('@');
    String userInfo = at < 0 ? null : authority.substring(0, at);
    return place(
        scheme.equals("https"),
        authority.substring(at + 1),
        userInfo,
        encoded(rest.substring(end)));
  }

  private static Reading place(
      boolean secure, String hostAndPort, @Nullable String userInfo, String pathAndQuery) {
    boolean bracketed = hostAndPort.startsWith("[");
    int colon = hostAndPort.indexOf(':', bracketed ? Math.max(hostAndPort.indexOf(']'), 0) : 0);
    String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
    int port = colon < 0 ? -1 : port(hostAndPort.substring(colon + 1));
    if (port == 0) {
      return new Reading.Rejected("the URL has no valid port");
    }
    int mark = pathAndQuery.indexOf('?');
    String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
    String query = mark < 0 ? null : pathAndQuery.substring(mark + 1);
    String name = bracketed ? host : name(host);
    if (name.isEmpty()) {
      return new Reading.Rejected("the host of the URL is no valid name");
    }
    Optional<InetAddress> literal = bracketed ? sixLiteral(name) : fourLiteral(name);
    if (literal.isEmpty() && (bracketed || looksNumeric(name))) {
      return new Reading.Rejected("the host of the URL is no valid address");
    }
    return new Reading.Understood(
        new Target(
            secure,
            literal.map(InetAddress::getHostAddress).orElse(name),
            literal.orElse(null),
            port > 0 ? port : secure ? 443 : 80,
            path.startsWith("/") ? path : "/" + path,
            query,
            userInfo));
  }

  /** The value of the {@code Host} header, and how the host stands in a URL. */
  String authority() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (secure ? 443 : 80) ? name : name + ":" + port;
  }

  /** The URL as a request is sent to it: without user-info. */
  String uri() {
    return scheme() + "://" + authority() + path + (query == null ? "" : "?" + query);
  }

  String scheme() {
    return secure ? "https" : "http";
  }

  /** The URL without user-info, and without what its query says: both may let somebody in. */
  String shown() {
    return scheme() + "://" + authority() + path + (query == null ? "" : "?***");
  }

  @Override
  public String toString() {
    return "Target[" + host + "]";
  }

  private static int endOfAuthority(String rest) {
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (c == '/' || c == '?') {
        return i;
      }
    }
    return rest.length();
  }

  /** -1 for an empty port, 0 for an invalid one. */
  private static int port(String digits) {
    if (digits.isEmpty()) {
      return -1;
    }
    if (digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return 0;
    }
    int port = Integer.parseInt(digits);
    return port > 65_535 ? 0 : port;
  }

  /** The name of a host as it stands in a target, without a dot at its end; empty for no name. */
  static Optional<String> hostName(String text) {
    String name = name(withoutFinalDot(text));
    return name.isEmpty() || looksNumeric(name) ? Optional.empty() : Optional.of(name);
  }

  private static String name(String host) {
    try {
      String ascii = IDN.toASCII(host).toLowerCase(Locale.ROOT);
      return ascii.length() <= 253 && NAME.matcher(ascii).matches() ? ascii : "";
    } catch (IllegalArgumentException notAName) {
      return "";
    }
  }

  private static Optional<InetAddress> sixLiteral(String bracketed) {
    String inner = bracketed.substring(1, Math.max(1, bracketed.length() - 1));
    // A zone names a link of this machine, which is never where a webhook lives.
    if (!bracketed.endsWith("]") || !SIX.matcher(inner).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(inner));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  /**
   * An IPv4 address in any form that C libraries read: 1 to 4 parts, decimal, octal or hexadecimal.
   */
  private static Optional<InetAddress> fourLiteral(String host) {
    try {
      return Optional.of(Inet4Address.ofPosixLiteral(withoutFinalDot(host)));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  /** True when the last label is a number: then the host is an address or nothing, never a name. */
  private static boolean looksNumeric(String host) {
    String bare = withoutFinalDot(host);
    return NUMBER.matcher(bare.substring(bare.lastIndexOf('.') + 1)).matches();
  }

  static String withoutFinalDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /** Percent-encodes what is not ASCII; everything else stays as it was given. */
  private static String encoded(String pathAndQuery) {
    if (pathAndQuery.chars().allMatch(c -> c < 0x80)) {
      return pathAndQuery;
    }
    StringBuilder encoded = new StringBuilder(pathAndQuery.length() + 32);
    for (byte b : pathAndQuery.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 0) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(String.format(Locale.ROOT, "%02X", b));
      }
    }
    return encoded.toString();
  }
}
