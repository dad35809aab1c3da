package dev.postrider.api;

import dev.postrider.api.http.CallRule;
import dev.postrider.api.http.ClientAddress;
import dev.postrider.api.manage.UrlRules;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the API listens and what it bears.
 *
 * @param host the address to listen on. Defaults to 127.0.0.1
 * @param port 0 for any free one. Defaults to 8071
 * @param bodyLimit bytes of a request's body. Defaults to 2 MiB
 * @param bodiesBytes bytes of all bodies that are held at once; a request that wants more is
 *     answered 503. Defaults to 48 MiB
 * @param maxConnections connections at once; more wait in the backlog. Defaults to 4096
 * @param maxRequests requests at once; more are answered 503, POST when fifteen sixteenths of them
 *     are at work. Defaults to 1024
 * @param requestTimeout how long a request may take to arrive, headers and body. Defaults to 30 s
 * @param idleTimeout how long a connection may wait for its next request. Defaults to 75 s
 * @param gracePeriod how long requests that are in flight may take to finish at stop. Defaults to
 *     10 s
 * @param urls which URLs endpoints may have
 * @param comm100Calls how often one client may call Comm100's API. Defaults to 300 in 5 minutes by
 *     the address of its connection, more are answered 429 (C-14)
 * @param portal the page that links to a portal lead to. Defaults to this server's own, as the
 *     caller calls it
 * @param door who comes in, and how
 */
public record ApiConfig(
    String host,
    int port,
    int bodyLimit,
    long bodiesBytes,
    int maxConnections,
    int maxRequests,
    Duration requestTimeout,
    Duration idleTimeout,
    Duration gracePeriod,
    UrlRules urls,
    CallRule comm100Calls,
    @Nullable URI portal,
    DoorConfig door) {

  public static final ApiConfig DEFAULTS =
      new ApiConfig(
          "127.0.0.1",
          8071,
          2 * 1024 * 1024,
          48L * 1024 * 1024,
          4_096,
          1_024,
          Duration.ofSeconds(30),
          Duration.ofSeconds(75),
          Duration.ofSeconds(10),
          UrlRules.STANDARD,
          new CallRule(300, Duration.ofMinutes(5), 429, ClientAddress.PEER),
          null,
          DoorConfig.DEFAULTS);

  public ApiConfig {
    if (host.isBlank()) {
      throw new IllegalArgumentException("api host: an address or a name, not blank");
    }
    within("api port", port, 0, 65_535);
    within("api body limit", bodyLimit, 1_024, 64 * 1024 * 1024);
    if (bodiesBytes < bodyLimit || bodiesBytes > 1L << 34) {
      throw new IllegalArgumentException(
          "http.bodiesBytes: from http.bodyLimit, which is "
              + bodyLimit
              + ", to 16 GiB, not "
              + bodiesBytes);
    }
    within("api max connections", maxConnections, 1, 100_000);
    within("api max requests", maxRequests, 1, 100_000);
    within("api request timeout", requestTimeout, Duration.ofSeconds(1), Duration.ofMinutes(10));
    within("api idle timeout", idleTimeout, Duration.ofSeconds(1), Duration.ofHours(1));
    within("api grace period", gracePeriod, Duration.ofMillis(100), Duration.ofMinutes(10));
  }

  private static void within(String key, int value, int lowest, int highest) {
    if (value < lowest || value > highest) {
      throw new IllegalArgumentException(key + ": " + lowest + " to " + highest + ", not " + value);
    }
  }

  private static void within(String key, Duration value, Duration lowest, Duration highest) {
    if (value.compareTo(lowest) < 0 || value.compareTo(highest) > 0) {
      throw new IllegalArgumentException(key + ": " + lowest + " to " + highest + ", not " + value);
    }
  }
}
