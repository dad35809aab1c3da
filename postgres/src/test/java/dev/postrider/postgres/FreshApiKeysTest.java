package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.ApiKey;
import dev.postrider.directory.ApiKeys;
import dev.postrider.directory.Permission;
import dev.postrider.directory.SecretHash;
import dev.postrider.testkit.PostgresServers;
import dev.postrider.testkit.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long what this process remembers of a key may differ from the table. */
final class FreshApiKeysTest {
  private static final SecretHash SECRET = SecretHash.of("secret");
  private static final Duration LAST = PostgresApiKeys.FRESH.minusNanos(1);

  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final String url = Fixture.database(PostgresServers.embedded());
  private PostgresEdges edges;
  private ApiKeys keys;

  @BeforeEach
  void open() {
    edges = PostgresEdges.open(url, clock);
    keys = edges.apiKeys();
    var settings = new ApiKey.Settings("a", Set.of(Permission.READ), null);
    var _ = keys.create("org_test", settings, SECRET, "pr_live_abcd").orElseThrow();
  }

  @AfterEach
  void close() {
    edges.close();
  }

  @Test
  void whatWasRevokedElsewhereIsGoneAfterSomeSeconds() {
    assertThat(keys.bySecret(SECRET)).isPresent();
    Fixture.execute(url, "delete from api_key");
    clock.turn(LAST);
    assertThat(keys.bySecret(SECRET)).isPresent();
    clock.turn(Duration.ofNanos(1));
    assertThat(keys.remembered(SECRET)).isEmpty();
    assertThat(keys.bySecret(SECRET)).isEmpty();
  }

  /** So that it never takes turns with guesses again. */
  @Test
  void whoeverWasKnownStaysKnownHoweverLongAgo() {
    assertThat(keys.remembered(SECRET)).isEmpty();
    assertThat(keys.bySecret(SECRET)).isPresent();
    clock.turn(Duration.ofDays(1));
    assertThat(keys.remembered(SECRET)).isPresent();
  }

  @Test
  void aClockThatIsSetBackKeepsNothingFresh() {
    assertThat(keys.bySecret(SECRET)).isPresent();
    Fixture.execute(url, "delete from api_key");
    clock.turn(Duration.ofSeconds(-1));
    assertThat(keys.bySecret(SECRET)).isEmpty();
  }
}
