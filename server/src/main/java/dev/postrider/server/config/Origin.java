package dev.postrider.server.config;

import java.net.URI;
import java.util.Locale;

/**
 * Where a page comes from, as a browser says it: scheme, host, and a port that is not its usual.
 */
final class Origin {
  private Origin() {}

  /**
   * Reads an origin.
   *
   * @throws IllegalArgumentException when the text is none, or more than that
   */
  static String read(String text) {
    URI uri = URI.create(text);
    if (!text.equals(uri.getScheme() + "://" + uri.getRawAuthority())) {
      throw new IllegalArgumentException("more than an origin");
    }
    return of(uri);
  }

  /** The origin of a page. */
  static String of(URI page) {
    String scheme = String.valueOf(page.getScheme()).toLowerCase(Locale.ROOT);
    int usual =
        switch (scheme) {
          case "http" -> 80;
          case "https" -> 443;
          default -> throw new IllegalArgumentException("no page in a browser");
        };
    if (page.getHost() == null || page.getRawUserInfo() != null) {
      throw new IllegalArgumentException("no host");
    }
    String host = page.getHost().toLowerCase(Locale.ROOT);
    int port = page.getPort();
    return scheme + "://" + host + (port < 0 || port == usual ? "" : ":" + port);
  }
}
