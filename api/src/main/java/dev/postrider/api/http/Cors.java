package dev.postrider.api.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.ServerResponseHeaders;
import java.util.regex.Pattern;

/**
 * Lets pages of any origin call this API from a browser and read its answers, as Svix's server
 * does. Nothing is given away by that: a browser adds no token by itself, and cookies, which it
 * would add, are neither known here nor allowed.
 */
public final class Cors {
  static final int LONGEST_LIST = 1_024;

  private static final Header ANY_ORIGIN =
      HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");

  /** What pages may read beside what every answer shows them. */
  private static final Header EXPOSED =
      HeaderValues.createCached(
          HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "Allow, Location, Retry-After, Warning");

  private static final Header ANY_METHOD =
      HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "*");
  private static final Header TEN_MINUTES =
      HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_MAX_AGE, "600");
  private static final HeaderName WANTED = HeaderNames.ACCESS_CONTROL_REQUEST_HEADERS;
  private static final Header VARIES =
      HeaderValues.createCached(HeaderNames.VARY, WANTED.defaultCase());

  /** Names of headers, and what stands between them. */
  private static final Pattern NAMES = Pattern.compile("[\\w!#$%&'*+.^`|~, \\t-]+");

  private Cors() {}

  /** For every answer to whoever calls this API, an error too. */
  public static void open(ServerResponseHeaders answer) {
    answer.set(ANY_ORIGIN);
    answer.set(EXPOSED);
  }

  /**
   * For the answer to a browser that asks, before it calls, whether it may. The headers that it
   * names are allowed one and all, because {@code *} would leave out {@code Authorization}; a list
   * that is none of names, or is too long, is not repeated, so that the browser goes no further.
   */
  static void preflight(ServerRequestHeaders request, ServerResponseHeaders answer) {
    open(answer);
    answer.set(ANY_METHOD);
    answer.set(TEN_MINUTES);
    answer.set(VARIES);
    if (request.contains(WANTED)) {
      String list = String.join(",", request.get(WANTED).allValues());
      if (list.length() <= LONGEST_LIST && NAMES.matcher(list).matches()) {
        answer.set(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, list);
      }
    }
  }
}
