package dev.postrider.api.http;

import dev.postrider.directory.Application;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which handler answers which method and path, and for whom: for the organisation alone, unless
 * more is said. A pattern's {@code {name}} stands for one segment; a slash at the end of a path
 * means nothing. Filled at start, read by many threads afterwards.
 */
public final class RouteTable {

  /** A handler, and who may call it. */
  public record Route(String method, List<String> pattern, Access access, Handler handler) {
    public Route {
      pattern = List.copyOf(pattern);
    }

    /** Its pattern as a path. */
    public String path() {
      return "/" + String.join("/", pattern);
    }

    private boolean is(String method, List<String> pattern) {
      return this.method.equals(method) && this.pattern.equals(pattern);
    }
  }

  /** A route, and the path that led to it. */
  record Match(Route route, List<String> segments) {

    /**
     * The same for a caller that has this application and no other, 404 when the path speaks of
     * another. It names the application by its id from here on, whatever becomes of its uid.
     */
    Match within(Application application) {
      int at = route.pattern.indexOf("{app}");
      if (at < 0) {
        return this;
      }
      String id = application.id().toString();
      String named = segments.get(at);
      if (!named.equals(id) && !named.equals(application.settings().uid())) {
        throw Refusal.notFound();
      }
      List<String> own = new ArrayList<>(segments);
      own.set(at, id);
      return new Match(route, own);
    }

    /** The same, about an application that the path does not name. */
    Match about(Application application) {
      List<String> pattern = new ArrayList<>(route.pattern);
      pattern.add("{app}");
      List<String> own = new ArrayList<>(segments);
      own.add(application.id().toString());
      return new Match(new Route(route.method, pattern, route.access, route.handler), own);
    }
  }

  /**
   * A path with all below it that belongs to one API: how it says no, whatever the reason, and whom
   * it lets in.
   */
  record Area(String path, ErrorForm errors, Gate gate) {
    /** True for this API itself, whose is whatever belongs to no other. */
    boolean isNative() {
      return path.isEmpty();
    }

    private boolean holds(String rawPath) {
      return rawPath.startsWith(path)
          && (rawPath.length() == path.length()
              || "/?".indexOf(rawPath.charAt(path.length())) >= 0);
    }
  }

  private static final Access EVERYBODY = new Access.Everybody();
  private static final Access ORGANISATION = new Access.Organisation();
  private static final Area NATIVE = new Area("", ErrorForm.NATIVE, Gate.OPEN);

  private final List<List<Route>> bySegments = new ArrayList<>();
  private final List<Area> areas = new ArrayList<>();

  public RouteTable get(String pattern, Handler handler) {
    return add("GET", pattern, ORGANISATION, handler);
  }

  public RouteTable post(String pattern, Handler handler) {
    return add("POST", pattern, ORGANISATION, handler);
  }

  public RouteTable put(String pattern, Handler handler) {
    return add("PUT", pattern, ORGANISATION, handler);
  }

  public RouteTable patch(String pattern, Handler handler) {
    return add("PATCH", pattern, ORGANISATION, handler);
  }

  public RouteTable delete(String pattern, Handler handler) {
    return add("DELETE", pattern, ORGANISATION, handler);
  }

  /** A path that needs no token; answers HEAD too. */
  public RouteTable open(String pattern, Handler handler) {
    return add("GET", pattern, EVERYBODY, handler).add("HEAD", pattern, EVERYBODY, handler);
  }

  /**
   * A path of the organisation's that is there already is open to portals as well, as far as they
   * have the capability. What stands at {@code {app}} is then their own application.
   */
  public RouteTable portal(Capability needed, String method, String pattern) {
    List<String> segments = segments(pattern);
    List<Route> candidates =
        segments.size() < bySegments.size() ? bySegments.get(segments.size()) : List.of();
    for (Route route : candidates) {
      if (route.is(method, segments) && route.access.equals(ORGANISATION)) {
        Route opened = new Route(method, segments, new Access.Portal(needed), route.handler);
        candidates.set(candidates.indexOf(route), opened);
        return this;
      }
    }
    throw new IllegalArgumentException("the organisation has no path " + method + " " + pattern);
  }

  /** All of them. */
  public List<Route> routes() {
    return bySegments.stream().flatMap(List::stream).toList();
  }

  /** Those of this API itself, without those of others. */
  public List<Route> natives() {
    return routes().stream().filter(route -> area(route.path()).isNative()).toList();
  }

  /**
   * This path and all below it belong to another API. Whatever is refused there is said in that
   * API's form, be it that nothing is at a path, or that the database is away.
   */
  public RouteTable area(String path, ErrorForm errors, Gate gate) {
    areas.add(new Area(path, errors, gate));
    return this;
  }

  /** A path of another API: its handler itself sees to who calls. */
  public RouteTable foreign(String method, String pattern, Handler handler) {
    if (area(pattern).isNative()) {
      throw new IllegalArgumentException(pattern + " belongs to no area of another API");
    }
    return add(method, pattern, EVERYBODY, handler);
  }

  private RouteTable add(String method, String pattern, Access access, Handler handler) {
    Route route = new Route(method, segments(pattern), access, handler);
    while (bySegments.size() <= route.pattern.size()) {
      bySegments.add(new ArrayList<>());
    }
    bySegments.get(route.pattern.size()).add(route);
    return this;
  }

  /** Whose a raw path is, with or without a query. */
  Area area(String rawPath) {
    for (Area area : areas) {
      if (area.holds(rawPath)) {
        return area;
      }
    }
    return NATIVE;
  }

  /** Finds the route of a raw path, or refuses with 404 or 405. */
  Match match(String method, String rawPath) {
    List<String> segments = segments(rawPath);
    List<Route> candidates =
        segments.size() < bySegments.size() ? bySegments.get(segments.size()) : List.of();
    for (Route route : candidates) {
      if (route.method.equals(method) && fits(route.pattern, segments)) {
        return new Match(route, segments);
      }
    }
    boolean ours = area(rawPath).isNative();
    if (ours && method.equals("HEAD")) {
      // Whatever can be read answers HEAD; for other APIs, what they say of it counts.
      for (Route route : candidates) {
        if (route.method.equals("GET") && fits(route.pattern, segments)) {
          return new Match(route, segments);
        }
      }
    }
    List<String> others =
        candidates.stream()
            .filter(route -> fits(route.pattern, segments))
            .map(Route::method)
            .flatMap(
                known -> ours && known.equals("GET") ? Stream.of(known, "HEAD") : Stream.of(known))
            .distinct()
            .sorted()
            .toList();
    throw others.isEmpty()
        ? Refusal.noRoute()
        : Refusal.methodNotAllowed(String.join(", ", others));
  }

  /** What stands at {@code {name}}; empty when it cannot be an id of anything. */
  static Optional<String> variable(Match match, String name) {
    return Optional.ofNullable(id(segment(match, name)));
  }

  /** What stands at {@code {name}}, as it stands there. */
  static String segment(Match match, String name) {
    int at = match.route.pattern.indexOf("{" + name + "}");
    if (at < 0) {
      throw new IllegalArgumentException("no {" + name + "} in " + match.route.pattern);
    }
    return match.segments.get(at);
  }

  /** Ids and uids are plain, so a segment that would need decoding names nothing. */
  private static @Nullable String id(String segment) {
    if (segment.isEmpty() || segment.length() > Rule.LONGEST_ID) {
      return null;
    }
    for (int i = 0; i < segment.length(); i++) {
      if (!Rule.idCharacter(segment.charAt(i))) {
        return null;
      }
    }
    return segment;
  }

  private static boolean fits(List<String> pattern, List<String> segments) {
    for (int i = pattern.size() - 1; i >= 0; i--) {
      String expected = pattern.get(i);
      if (!expected.startsWith("{") && !expected.equals(segments.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>(8);
    int end = path.length() > 1 && path.endsWith("/") ? path.length() - 1 : path.length();
    int from = 1;
    while (from <= end) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 || slash > end ? end : slash;
      segments.add(path.substring(from, to));
      from = to + 1;
    }
    return segments;
  }
}
