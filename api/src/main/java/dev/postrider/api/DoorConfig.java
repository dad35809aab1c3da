package dev.postrider.api;

import dev.postrider.api.http.CallerRate;
import dev.postrider.api.http.ClientAddress;
import dev.postrider.api.tls.TlsFiles;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who comes through the API's door, and how.
 *
 * @param tls what the server shows who it is by; null for plain HTTP. Defaults to that
 * @param http2 whether HTTP/2 is spoken too, with those who ask for it in their TLS handshake.
 *     Defaults to false
 * @param connectionsPerAddress connections of one client address at once; 0 for as many as there
 *     are. Defaults to 0
 * @param origins whose pages may call the API from a browser; {@code *} for all. Defaults to none
 * @param caller how often one caller may call. Defaults to no limit
 * @param organisation how often all callers of one organisation may. Defaults to no limit
 * @param clients by which address a client is known. Defaults to that of its connection
 * @param failedSignIns how often a minute one client may show wrong credentials; 0 for any number.
 *     Defaults to 30
 */
public record DoorConfig(
    @Nullable TlsFiles tls,
    boolean http2,
    int connectionsPerAddress,
    Set<String> origins,
    CallerRate caller,
    CallerRate organisation,
    ClientAddress clients,
    int failedSignIns) {

  public static final DoorConfig DEFAULTS =
      new DoorConfig(
          null,
          false,
          0,
          Set.of(),
          new CallerRate(0, 100),
          new CallerRate(0, 1_000),
          ClientAddress.PEER,
          30);

  public DoorConfig {
    if (http2 && tls == null) {
      throw new IllegalArgumentException(
          "http.http2 is spoken over TLS alone; give http.tlsCertificate and http.tlsKey too");
    }
    if (connectionsPerAddress < 0) {
      throw new IllegalArgumentException(
          "http.maxConnectionsPerAddress: 0 or more, not " + connectionsPerAddress);
    }
    if (failedSignIns < 0) {
      throw new IllegalArgumentException("http.failedSignIns: 0 or more, not " + failedSignIns);
    }
    origins = Set.copyOf(origins);
  }
}
