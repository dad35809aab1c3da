package dev.postrider.server.config;

import dev.postrider.api.ApiConfig;
import dev.postrider.api.http.CallRule;
import dev.postrider.api.manage.UrlRules;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The settings of the HTTP API, beside where it listens. */
final class ApiKeys {
  private static final ApiConfig DEFAULT = ApiConfig.DEFAULTS;
  private static final Duration SHORTEST_GRACE = Duration.ofMillis(100);

  static final Key<Long> BODY_LIMIT =
      Key.of(
          "http.bodyLimit",
          Kinds.size(1 << 10, 64 << 20),
          (long) DEFAULT.bodyLimit(),
          "The longest body of a request; a longer one is answered 413.");

  static final Key<Long> BODIES_BYTES =
      Key.of(
          "http.bodiesBytes",
          Kinds.size(1 << 10, 1L << 34),
          DEFAULT.bodiesBytes(),
          "All bodies that are held at once; more are answered 503. At least http.bodyLimit.");

  static final Key<Integer> MAX_CONNECTIONS =
      Key.of(
          "http.maxConnections",
          Kinds.number(1, 100_000),
          DEFAULT.maxConnections(),
          "Connections to the API at once; more wait.");

  static final Key<Integer> MAX_REQUESTS =
      Key.of(
          "http.maxRequests",
          Kinds.number(1, 100_000),
          DEFAULT.maxRequests(),
          "Requests to the API at once; more are answered 503. A sixteenth is not for POST.");

  static final Key<Duration> REQUEST_TIMEOUT =
      Key.of(
          "http.requestTimeout",
          Kinds.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)),
          DEFAULT.requestTimeout(),
          "How long a request may take to come in, headers and body.");

  static final Key<Duration> IDLE_TIMEOUT =
      Key.of(
          "http.idleTimeout",
          Kinds.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
          DEFAULT.idleTimeout(),
          "How long a connection to the API may wait for its next request.");

  static final Key<Boolean> HTTPS_ONLY =
      Key.of(
          "http.httpsOnly",
          Kinds.yesOrNo(),
          DEFAULT.urls().httpsOnly(),
          "Refuse endpoints whose URL is not https.");

  static final Key<Integer> COMM100_CALLS =
      Key.of(
          "comm100.calls",
          Kinds.number(0, 1_000_000),
          DEFAULT.comm100Calls().calls(),
          "Calls of Comm100's API that one client may make in 5 minutes; 0 is no limit.");

  static final Key<String> COMM100_OVER_LIMIT =
      Key.of(
          "comm100.overLimit",
          Kinds.oneOf("429", "403"),
          String.valueOf(DEFAULT.comm100Calls().status()),
          "The status of the answer to more than comm100.calls.");

  static final Key<URI> PORTAL_URL =
      Key.absent(
          "portal.url",
          Kinds.page(),
          "The page that links of app-portal-access lead to; the token stands behind #key=. Without"
              + " it, /portal of this server, by the host and port that the caller calls it by.");

  static final List<Key<?>> KEYS =
      List.of(
          BODY_LIMIT,
          BODIES_BYTES,
          MAX_CONNECTIONS,
          MAX_REQUESTS,
          REQUEST_TIMEOUT,
          IDLE_TIMEOUT,
          HTTPS_ONLY,
          COMM100_CALLS,
          COMM100_OVER_LIMIT,
          PORTAL_URL);

  private ApiKeys() {}

  static ApiConfig config(Settings s) {
    Duration grace = s.get(Catalogue.GRACE);
    return new ApiConfig(
        s.get(Catalogue.HOST),
        s.get(Catalogue.PORT),
        (int) (long) s.get(BODY_LIMIT),
        s.get(BODIES_BYTES),
        s.get(MAX_CONNECTIONS),
        s.get(MAX_REQUESTS),
        s.get(REQUEST_TIMEOUT),
        s.get(IDLE_TIMEOUT),
        grace.compareTo(SHORTEST_GRACE) < 0 ? SHORTEST_GRACE : grace,
        new UrlRules(
            s.get(HTTPS_ONLY), s.get(GuardKeys.DENY_PORTS), SenderKeys.tokenHosts(s)::permit),
        new CallRule(
            s.get(COMM100_CALLS),
            DEFAULT.comm100Calls().window(),
            Integer.parseInt(s.get(COMM100_OVER_LIMIT))),
        s.find(PORTAL_URL).orElse(null),
        DoorKeys.config(s));
  }
}
