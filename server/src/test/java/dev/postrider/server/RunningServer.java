package dev.postrider.server;

import dev.postrider.server.config.Catalogue;
import dev.postrider.server.config.Config;
import dev.postrider.server.config.GuardKeys;
import dev.postrider.server.config.Settings;
import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A whole Postrider in this JVM, on a real PostgreSQL and by the real clock: for those who compare
 * its timestamps with a clock of their own, as every verifier of signatures does.
 */
public final class RunningServer implements AutoCloseable {
  /** Whose pages may read what the API answers. */
  public static final String ORIGIN = "https://pages.example";

  private final Wiring wiring;

  public RunningServer() {
    this(Map.of());
  }

  /** The same with these settings, by their names. */
  public RunningServer(Map<String, String> more) {
    String database = PostgresServers.embedded().freshDatabase() + "?user=" + PostgresServer.USER;
    Settings settings =
        new Settings()
            .set(Catalogue.DATABASE_URL, database, "a test")
            .set(Catalogue.JWT_SECRET, "a secret that is long enough to sign with", "a test")
            .set(Catalogue.KEYS_MASTER, TurnedServer.MASTER_KEY, "a test")
            .set(Catalogue.PORT, "0", "a test")
            .set(Catalogue.GRACE, "100ms", "a test")
            .set(GuardKeys.ALLOW_ADDRESSES, "127.0.0.0/8", "a test");
    // Tests that show garbage do it from one address.
    Map<String, String> named = new HashMap<>(more);
    named.put("http.failedSignIns", "0");
    named.put("http.corsOrigins", ORIGIN);
    named.forEach((path, value) ->
        Catalogue.KEYS.stream()
            .filter(key -> key.path().equals(path))
            .forEach(key -> settings.set(key, value, "a test")));
    try {
      this.wiring = new Wiring(Config.of(settings, "test"), new Stop(() -> {}), Clocks.system());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public URI url() {
    return wiring.url();
  }

  /** A token of an organisation of that name. */
  public String token(String organisation) {
    return wiring.tokens().mint(organisation, Duration.ofDays(1));
  }

  @Override
  public void close() {
    wiring.close();
  }
}
