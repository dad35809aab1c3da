package dev.postrider.api.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/**
 * Has every answer tell browsers and caches to do as little with it as they can. Whoever answers
 * with a page says what that page may do instead. Safe for use by many threads.
 *
 * <p>Few and short: the web server puts an answer together in a buffer with room for a head of 256
 * bytes, and doubles it for a longer one. That would be two copies more of each message that is
 * published and told in the answer. Over TLS, one header more is worth them.
 */
public final class SecurityHeaders implements Filter {
  /** For pages: what else is answered has no links. */
  public static final Header NO_REFERRER =
      HeaderValues.createCached(HeaderNames.create("Referrer-Policy"), "no-referrer");

  /**
   * Answers are one caller's alone, and some hold a secret. Caches know that by themselves only of
   * requests with {@code Authorization}, and some platforms' callers show another header.
   */
  private static final Header NO_STORE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");

  private static final Header NO_SNIFF =
      HeaderValues.createCached(HeaderNames.create("X-Content-Type-Options"), "nosniff");
  private static final Header NOTHING =
      HeaderValues.createCached(
          HeaderNames.create("Content-Security-Policy"),
          "default-src 'none'; frame-ancestors 'none'");

  /** A year. Other names of the domain are not ours to speak for. */
  private static final Header TLS_ALONE =
      HeaderValues.createCached(
          HeaderNames.create("Strict-Transport-Security"), "max-age=31536000");

  private final boolean tls;

  /**
   * For this server.
   *
   * @param tls whether it speaks HTTPS; then browsers are told to ask for nothing else
   */
  public SecurityHeaders(boolean tls) {
    this.tls = tls;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    set(response.headers());
    chain.proceed();
  }

  void set(ServerResponseHeaders answer) {
    answer.set(NO_STORE);
    answer.set(NO_SNIFF);
    answer.set(NOTHING);
    if (tls) {
      answer.set(TLS_ALONE);
    }
  }
}
