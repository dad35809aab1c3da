package dev.postrider.server;

import dev.postrider.postgres.KeySource;
import dev.postrider.seal.MasterKey;
import dev.postrider.server.config.Catalogue;
import dev.postrider.server.config.Config;
import dev.postrider.server.config.GuardKeys;
import dev.postrider.server.config.Settings;
import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;
import dev.postrider.testkit.TurnedClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole Postrider in this JVM, on a real PostgreSQL and over real HTTP; only its clock is turned
 * by hand, so that three days pass at once.
 */
public final class TurnedServer implements AutoCloseable {
  /** What its clock says at first. */
  static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

  /** Signs its tokens. */
  static final String SECRET = "a secret that is long enough to sign with";

  /** Seals the secrets in its database, unless a test says otherwise. */
  public static final String MASTER_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE";

  private final TurnedClock clock = new TurnedClock(START);
  private final Settings settings;
  private Wiring wiring;
  private final String token;
  private ApiClient api;

  /** As the settings of a server would give it. */
  static KeySource keys() {
    return new KeySource(
        new GivenMasterKeys(List.of(MasterKey.parse(MASTER_KEY).orElseThrow())),
        new SecureRandom());
  }

  /** Starts it; the folder holds platform files of one's own, or is null. */
  public TurnedServer(@Nullable String platforms) {
    this(freshDatabase(), platforms == null ? Map.of() : Map.of("platforms", platforms));
  }

  /** Starts it with settings by their names, beside those that a test needs. */
  public static TurnedServer with(Map<String, String> more) {
    return new TurnedServer(freshDatabase(), more);
  }

  /** The same on this database. */
  public TurnedServer(String database, Map<String, String> more) {
    this.settings =
        new Settings()
            .set(Catalogue.DATABASE_URL, database, "a test")
            .set(Catalogue.JWT_SECRET, SECRET, "a test")
            .set(Catalogue.PORT, "0", "a test")
            .set(Catalogue.GRACE, "100ms", "a test")
            .set(GuardKeys.ALLOW_ADDRESSES, "127.0.0.0/8", "a test");
    Catalogue.KEYS.stream()
        .filter(key -> more.containsKey(key.path()))
        .forEach(key -> settings.set(key, more.getOrDefault(key.path(), ""), "a test"));
    if (!more.containsKey(Catalogue.KEYS_FILE.path())
        && !more.containsKey(Catalogue.KEYS_MASTER.path())) {
      settings.set(Catalogue.KEYS_MASTER, MASTER_KEY, "a test");
    }
    this.wiring = wired();
    this.token = wiring.tokens().mint("org_test", Duration.ofDays(365));
    this.api = new ApiClient(wiring.url(), token);
  }

  private Wiring wired() {
    try {
      return new Wiring(Config.of(settings, "test"), new Stop(() -> {}), new Clocks(clock, clock));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops it and starts it again on the same database; its port is another. */
  public void restart() {
    close();
    wiring = wired();
    api = new ApiClient(wiring.url(), token);
  }

  /** For a server, or for one after the other. */
  public static String freshDatabase() {
    PostgresServer postgres = PostgresServers.embedded();
    return postgres.freshDatabase() + "?user=" + PostgresServer.USER;
  }

  public ApiClient api() {
    return api;
  }

  /** A client of another organisation, until the next restart. */
  public ApiClient api(String organisation) {
    return new ApiClient(wiring.url(), wiring.tokens().mint(organisation, Duration.ofDays(365)));
  }

  /** The token of the client's organisation. */
  public String token() {
    return token;
  }

  public URI url() {
    return wiring.url();
  }

  /** The port of its own at which it is watched. */
  int observePort() {
    return wiring.observePort();
  }

  public Instant now() {
    return clock.instant();
  }

  /** So much time passes, and whatever it brings happens. */
  public void turn(Duration by) {
    clock.turn(by);
    wiring.timeHasPassed();
  }

  @Override
  public void close() {
    api.close();
    wiring.close();
  }
}
