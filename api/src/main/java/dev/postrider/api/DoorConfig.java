package dev.postrider.api;

import dev.postrider.api.http.CallerRate;
import dev.postrider.api.tls.TlsFiles;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who comes through the API's door, and how.
 *
 * @param tls what the server shows who it is by; null for plain HTTP. Defaults to that
 * @param connectionsPerAddress connections of one client address at once; 0 for as many as there
 *     are. Defaults to 0
 * @param origins whose pages may call the API from a browser; {@code *} for all. Defaults to none
 * @param caller how often one caller may call. Defaults to no limit
 * @param organisation how often all callers of one organisation may. Defaults to no limit
 */
public record DoorConfig(
    @Nullable TlsFiles tls,
    int connectionsPerAddress,
    Set<String> origins,
    CallerRate caller,
    CallerRate organisation) {

  public static final DoorConfig DEFAULTS =
      new DoorConfig(null, 0, Set.of(), new CallerRate(0, 100), new CallerRate(0, 1_000));

  public DoorConfig {
    if (connectionsPerAddress < 0) {
      throw new IllegalArgumentException(
          "http.maxConnectionsPerAddress: 0 or more, not " + connectionsPerAddress);
    }
    origins = Set.copyOf(origins);
  }
}
