package dev.postrider.server.config;

import dev.postrider.api.DoorConfig;
import dev.postrider.api.http.CallerRate;
import dev.postrider.api.http.ClientAddress;
import dev.postrider.api.tls.TlsFiles;
import dev.postrider.sender.AddressRanges;
import dev.postrider.server.terminal.Complaint;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of who comes through the API's door, and how. */
final class DoorKeys {
  private static final DoorConfig DEFAULT = DoorConfig.DEFAULTS;

  static final Key<Path> TLS_CERTIFICATE =
      Key.absent(
          "http.tlsCertificate",
          Kinds.file(),
          "A PEM file with the server's certificate and those of its issuers; then the API speaks"
              + " HTTPS, and nothing else. Read again every 10 s.");

  static final Key<Path> TLS_KEY =
      Key.absent(
          "http.tlsKey",
          Kinds.file(),
          "A PEM file with its private key, PKCS #8 without a password. Read again every 10 s.");

  static final Key<Boolean> HTTP_2 =
      Key.of(
          "http.http2",
          Kinds.yesOrNo(),
          DEFAULT.http2(),
          "Speak HTTP/2 too, with those who ask for it in their TLS handshake; a body then needs a"
              + " Content-Length. Read first in SECURITY.md what speaks against it now.");

  static final Key<Integer> CONNECTIONS_PER_ADDRESS =
      Key.of(
          "http.maxConnectionsPerAddress",
          Kinds.number(0, 100_000),
          DEFAULT.connectionsPerAddress(),
          "Connections of one client address at once, of IPv6 of one /64; more are closed. 0 is no"
              + " limit, as behind a reverse proxy, which has one address for all.");

  static final Key<Set<String>> ORIGINS =
      Key.of(
          "http.corsOrigins",
          Kinds.origins(),
          DEFAULT.origins(),
          "Whose pages may call the API from a browser, beside those of portal.url; * for all.");

  static final Key<Integer> CALLER_RATE =
      Key.of(
          "http.callerRate",
          Kinds.number(0, 1_000_000),
          DEFAULT.caller().perSecond(),
          "Requests a second that one key, portal or organisation's token may make in the long"
              + " run; more are answered 429. 0 is no limit.");

  static final Key<Integer> CALLER_BURST =
      Key.of(
          "http.callerBurst",
          Kinds.number(1, 1_000_000),
          DEFAULT.caller().burst(),
          "Requests that it may make at once, after a rest.");

  static final Key<Integer> ORGANISATION_RATE =
      Key.of(
          "http.organisationRate",
          Kinds.number(0, 1_000_000),
          DEFAULT.organisation().perSecond(),
          "The same for all keys and tokens of one organisation together; each portal may make as"
              + " many, which are not taken from them.");

  static final Key<Integer> ORGANISATION_BURST =
      Key.of(
          "http.organisationBurst",
          Kinds.number(1, 1_000_000),
          DEFAULT.organisation().burst(),
          "Requests that they may make at once, after a rest.");

  static final Key<AddressRanges> TRUSTED_PROXIES =
      Key.of(
          "http.trustedProxies",
          Kinds.addresses(),
          AddressRanges.NONE,
          "The reverse proxies of your own, by address. Where one of them is the caller, a client is"
              + " known by what they wrote into X-Forwarded-For; everybody else can forge it, and is"
              + " known by the address of the connection.");

  static final Key<Integer> FAILED_SIGN_INS =
      Key.of(
          "http.failedSignIns",
          Kinds.number(0, 1_000_000),
          DEFAULT.failedSignIns(),
          "How often a minute one client may show wrong credentials; more are answered 429 with"
              + " Retry-After, right ones as ever. 0 is no limit. IPv6 addresses count by their"
              + " first 64 bits.");

  static final List<Key<?>> KEYS =
      List.of(
          TLS_CERTIFICATE,
          TLS_KEY,
          HTTP_2,
          CONNECTIONS_PER_ADDRESS,
          ORIGINS,
          CALLER_RATE,
          CALLER_BURST,
          ORGANISATION_RATE,
          ORGANISATION_BURST,
          TRUSTED_PROXIES,
          FAILED_SIGN_INS);

  private DoorKeys() {}

  static DoorConfig config(Settings s) {
    return new DoorConfig(
        tls(s),
        s.get(HTTP_2),
        s.get(CONNECTIONS_PER_ADDRESS),
        origins(s),
        new CallerRate(s.get(CALLER_RATE), s.get(CALLER_BURST)),
        new CallerRate(s.get(ORGANISATION_RATE), s.get(ORGANISATION_BURST)),
        new ClientAddress(s.get(TRUSTED_PROXIES)::contains),
        s.get(FAILED_SIGN_INS));
  }

  /** A portal of the platform's own is of no use when its pages may not call. */
  private static Set<String> origins(Settings s) {
    Set<String> origins = new HashSet<>(s.get(ORIGINS));
    s.find(ApiKeys.PORTAL_URL).map(Origin::of).ifPresent(origins::add);
    return origins;
  }

  private static @Nullable TlsFiles tls(Settings s) {
    Path certificate = s.find(TLS_CERTIFICATE).orElse(null);
    Path key = s.find(TLS_KEY).orElse(null);
    if (certificate != null && key != null) {
      return new TlsFiles(certificate, key);
    }
    if (certificate != null || key != null) {
      throw Complaint.usage(
          "http.tlsCertificate and http.tlsKey go together; give both of them, or neither.");
    }
    return null;
  }
}
