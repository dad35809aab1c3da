package dev.postrider.api.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets pages of some origins, or of any, call this API from a browser and read its answers, errors
 * too. A browser adds no token by itself, and cookies, which it would add, are neither known here
 * nor allowed. Safe for use by many threads.
 */
public final class Cors implements Filter {
  /** Every origin there is. */
  public static final String ANY = "*";

  static final int LONGEST_LIST = 1_024;

  private static final Header ANY_ORIGIN =
      HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, ANY);

  /** What pages may read beside what every answer shows them. */
  private static final Header EXPOSED =
      HeaderValues.createCached(
          HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "Allow, Location, Retry-After, Warning");

  private static final Header ANY_METHOD =
      HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "*");
  private static final Header TEN_MINUTES =
      HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_MAX_AGE, "600");
  private static final HeaderName WANTED = HeaderNames.ACCESS_CONTROL_REQUEST_HEADERS;

  /** Names of headers, and what stands between them. */
  private static final Pattern NAMES = Pattern.compile("[\\w!#$%&'*+.^`|~, \\t-]+");

  private static final String API = "/api/";

  private final Set<String> origins;
  private final RouteTable routes;

  /**
   * For pages of these origins.
   *
   * @param origins as browsers write them; none of them for no pages at all, {@link #ANY} for all
   * @param routes tell which paths are of other APIs, and stay as they are
   */
  public Cors(Set<String> origins, RouteTable routes) {
    this.origins = Set.copyOf(origins);
    this.routes = routes;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    String path = request.prologue().uriPath().rawPath();
    if (!speaksOf(path)) {
      chain.proceed();
      return;
    }
    open(request.headers(), response.headers());
    if (request.prologue().method().equals(Method.OPTIONS)) {
      preflight(request.headers(), response.headers());
      response.status(Status.NO_CONTENT_204).send();
    } else {
      chain.proceed();
    }
  }

  /** The same for what is answered before a path is looked for. */
  void open(String path, ServerRequestHeaders request, ServerResponseHeaders answer) {
    if (speaksOf(path)) {
      open(request, answer);
    }
  }

  private boolean speaksOf(String path) {
    return !origins.isEmpty() && path.startsWith(API) && routes.area(path).isNative();
  }

  private void open(ServerRequestHeaders request, ServerResponseHeaders answer) {
    if (origins.contains(ANY)) {
      answer.set(ANY_ORIGIN);
    } else {
      // A cache must not show one origin's answer to another.
      answer.add(HeaderNames.VARY, HeaderNames.ORIGIN.defaultCase());
      String origin = request.first(HeaderNames.ORIGIN).orElse("");
      if (!origins.contains(origin)) {
        return;
      }
      answer.set(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    answer.set(EXPOSED);
  }

  /**
   * For the answer to a browser that asks, before it calls, whether it may. The headers that it
   * names are allowed one and all, because {@code *} would leave out {@code Authorization}; a list
   * that is none of names, or is too long, is not repeated, so that the browser goes no further.
   */
  private static void preflight(ServerRequestHeaders request, ServerResponseHeaders answer) {
    answer.add(HeaderNames.VARY, WANTED.defaultCase());
    if (!answer.contains(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN)) {
      return;
    }
    answer.set(ANY_METHOD);
    answer.set(TEN_MINUTES);
    if (request.contains(WANTED)) {
      String list = String.join(",", request.get(WANTED).allValues());
      if (list.length() <= LONGEST_LIST && NAMES.matcher(list).matches()) {
        answer.set(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, list);
      }
    }
  }
}
