package dev.postrider.sender;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the sender.
 *
 * @param version what follows {@code Postrider/} in the {@code User-Agent}
 * @param guard what the operator adds to the address guard's rule
 * @param proxy the way that all requests take; null for the direct one
 * @param connectionsPerHost requests under way to one host and port; others wait for half of their
 *     deadline and are withheld then. Defaults to 64
 * @param connections requests under way in all; others wait as long. Defaults to 4,096
 * @param idleConnections connections kept for the next request, in all; the oldest goes first, and
 *     no more than half of the files that the process may open. Defaults to 12,000
 * @param idleTimeout how long a connection is kept without a request. Defaults to 90 seconds
 * @param connectionTtl age after which a connection takes no more requests. Defaults to 15 minutes
 * @param connectTimeout the longest wait for one address to take the connection. Defaults to 5 s
 * @param dnsThreads lookups at once. Defaults to 16
 * @param dnsQueue lookups that may wait; attempts that want more are withheld. Defaults to 1,000
 * @param ioThreads event loops. Defaults to the number of processors, at most 8
 * @param trustedCertificates a PEM file of certificates that are trusted beside those of the JDK;
 *     null for none
 * @param origin the DNS name by which receivers are asked for their permission, and which every
 *     webhook bears then; null when nobody is asked
 * @param tokenHosts token endpoints that may be asked for any endpoint although receivers are asked
 *     first. Defaults to none
 */
public record SenderConfig(
    String version,
    GuardRules guard,
    @Nullable Proxy proxy,
    int connectionsPerHost,
    int connections,
    int idleConnections,
    Duration idleTimeout,
    Duration connectionTtl,
    Duration connectTimeout,
    int dnsThreads,
    int dnsQueue,
    int ioThreads,
    @Nullable Path trustedCertificates,
    @Nullable String origin,
    HostPatterns tokenHosts) {

  public SenderConfig {
    if (!version.matches("[!-~]{1,100}")) {
      throw new IllegalArgumentException("sender version: 1 to 100 visible characters");
    }
    within("connections-per-host", connectionsPerHost, 1, 10_000);
    within("connections", connections, 1, 1_000_000);
    within("idle-connections", idleConnections, 0, 1_000_000);
    within("idle-timeout", idleTimeout, Duration.ofSeconds(1), Duration.ofMinutes(10));
    within("connection-ttl", connectionTtl, Duration.ofSeconds(1), Duration.ofHours(1));
    within("connect-timeout", connectTimeout, Duration.ofMillis(100), Duration.ofMinutes(1));
    within("dns-threads", dnsThreads, 1, 256);
    within("dns-queue", dnsQueue, 1, 100_000);
    within("io-threads", ioThreads, 1, 256);
    if (connectionsPerHost > connections) {
      throw new IllegalArgumentException(
          "sender.connections-per-host: at most sender.connections, which is " + connections);
    }
  }

  /** The defaults. */
  public static SenderConfig standard(String version) {
    return new SenderConfig(
        version,
        GuardRules.STANDARD,
        null,
        64,
        4_096,
        12_000,
        Duration.ofSeconds(90),
        Duration.ofMinutes(15),
        Duration.ofSeconds(5),
        16,
        1_000,
        Math.min(Runtime.getRuntime().availableProcessors(), 8),
        null,
        null,
        HostPatterns.NONE);
  }

  /** The same with these holes in the address guard. */
  public SenderConfig withAllowed(AddressRanges ranges) {
    return withGuard(GuardRules.allowing(ranges));
  }

  /** The same with these rules of the operator. */
  public SenderConfig withGuard(GuardRules rules) {
    return with(rules, proxy, trustedCertificates, origin, tokenHosts);
  }

  /** The same with these certificates trusted too. */
  public SenderConfig withTrustedCertificates(Path pem) {
    return with(guard, proxy, pem, origin, tokenHosts);
  }

  /** The same by way of this proxy. */
  public SenderConfig withProxy(Proxy way) {
    return with(guard, way, trustedCertificates, origin, tokenHosts);
  }

  /** The same by this name. */
  public SenderConfig withOrigin(String name) {
    return with(guard, proxy, trustedCertificates, name, tokenHosts);
  }

  /** The same with these token endpoints. */
  public SenderConfig withTokenHosts(HostPatterns hosts) {
    return with(guard, proxy, trustedCertificates, origin, hosts);
  }

  private SenderConfig with(
      GuardRules rules,
      @Nullable Proxy way,
      @Nullable Path pem,
      @Nullable String name,
      HostPatterns tokens) {
    return new SenderConfig(
        version,
        rules,
        way,
        connectionsPerHost,
        connections,
        idleConnections,
        idleTimeout,
        connectionTtl,
        connectTimeout,
        dnsThreads,
        dnsQueue,
        ioThreads,
        pem,
        name,
        tokens);
  }

  private static void within(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "sender." + key + ": " + least + " to " + most + ", not " + value);
    }
  }

  private static void within(String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "sender." + key + ": " + least + " to " + most + ", not " + value);
    }
  }
}
