package dev.postrider.server.config;

import dev.postrider.sender.HostPatterns;
import dev.postrider.sender.Proxy;
import dev.postrider.sender.SenderConfig;
import dev.postrider.sender.TokenHosts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The settings of the HTTP side of attempts. */
final class SenderKeys {
  private static final SenderConfig DEFAULT = SenderConfig.standard("0");

  static final Key<Integer> CONNECTIONS_PER_HOST =
      Key.of(
          "sender.connectionsPerHost",
          Kinds.number(1, 10_000),
          DEFAULT.connectionsPerHost(),
          "Requests under way to one host and port; others wait for half of their deadline and"
              + " are put off then, which counts as no attempt.");

  static final Key<Integer> CONNECTIONS =
      Key.of(
          "sender.connections",
          Kinds.number(1, 1_000_000),
          DEFAULT.connections(),
          "Requests under way in all; at least sender.connectionsPerHost.");

  static final Key<Integer> IDLE_CONNECTIONS =
      Key.of(
          "sender.idleConnections",
          Kinds.number(0, 1_000_000),
          DEFAULT.idleConnections(),
          "Connections that are kept for the next request, in all.");

  static final Key<Duration> IDLE_TIMEOUT =
      Key.of(
          "sender.idleTimeout",
          Kinds.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)),
          DEFAULT.idleTimeout(),
          "How long a connection is kept without a request.");

  static final Key<Duration> CONNECTION_TTL =
      Key.of(
          "sender.connectionTtl",
          Kinds.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
          DEFAULT.connectionTtl(),
          "The age from which a connection takes no more requests.");

  static final Key<Duration> CONNECT_TIMEOUT =
      Key.of(
          "sender.connectTimeout",
          Kinds.duration(Duration.ofMillis(100), Duration.ofMinutes(1)),
          DEFAULT.connectTimeout(),
          "The longest wait for one address to take the connection.");

  static final Key<Integer> DNS_THREADS =
      Key.of(
          "sender.dnsThreads", Kinds.number(1, 256), DEFAULT.dnsThreads(), "DNS lookups at once.");

  static final Key<Integer> DNS_QUEUE =
      Key.of(
          "sender.dnsQueue",
          Kinds.number(1, 100_000),
          DEFAULT.dnsQueue(),
          "DNS lookups that may wait.");

  static final Key<Integer> IO_THREADS =
      Key.of(
          "sender.ioThreads",
          Kinds.number(0, 256),
          0,
          "Event loops; 0 takes as many as there are processors, at most 8.");

  static final Key<Path> TRUSTED_CERTIFICATES =
      Key.absent(
          "sender.trustedCertificates",
          Kinds.file(),
          "A PEM file of certificates to trust beside those of the JDK.");

  static final Key<Proxy> PROXY =
      Key.secret(
          "sender.proxy",
          Kinds.proxy(),
          "A proxy that all requests take; it is asked for addresses that were checked here.");

  static final Key<String> ORIGIN =
      Key.absent(
          "sender.origin",
          Kinds.hostName(),
          "The DNS name of your service. Given, an endpoint gets nothing before its receiver has"
              + " allowed it to this name (CloudEvents' WebHook-Request-Origin).");

  static final Key<HostPatterns> TOKEN_HOSTS =
      Key.of(
          "sender.tokenHosts",
          Kinds.hosts(),
          DEFAULT.tokenHosts(),
          "With sender.origin: hosts of OAuth2 token endpoints that any endpoint may use. Others have"
              + " to be of the scheme, host and port of the endpoint's URL.");

  static final List<Key<?>> KEYS =
      List.of(
          CONNECTIONS_PER_HOST,
          CONNECTIONS,
          IDLE_CONNECTIONS,
          IDLE_TIMEOUT,
          CONNECTION_TTL,
          CONNECT_TIMEOUT,
          DNS_THREADS,
          DNS_QUEUE,
          IO_THREADS,
          TRUSTED_CERTIFICATES,
          PROXY,
          ORIGIN,
          TOKEN_HOSTS);

  private SenderKeys() {}

  static SenderConfig config(Settings s, String version) {
    int ioThreads = s.get(IO_THREADS);
    return new SenderConfig(
        version,
        GuardKeys.rules(s),
        s.find(PROXY).orElse(null),
        s.get(CONNECTIONS_PER_HOST),
        s.get(CONNECTIONS),
        s.get(IDLE_CONNECTIONS),
        s.get(IDLE_TIMEOUT),
        s.get(CONNECTION_TTL),
        s.get(CONNECT_TIMEOUT),
        s.get(DNS_THREADS),
        s.get(DNS_QUEUE),
        ioThreads == 0 ? DEFAULT.ioThreads() : ioThreads,
        s.find(TRUSTED_CERTIFICATES).orElse(null),
        s.find(ORIGIN).orElse(null),
        s.get(TOKEN_HOSTS));
  }

  static TokenHosts tokenHosts(Settings s) {
    return new TokenHosts(s.find(ORIGIN).isPresent(), s.get(TOKEN_HOSTS));
  }
}
