package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Page;
import dev.postrider.directory.Secret;
import dev.postrider.message.EndpointId;
import dev.postrider.seal.DoesNotOpen;
import dev.postrider.seal.MasterKey;
import dev.postrider.testkit.Contracts;
import dev.postrider.testkit.Edges;
import dev.postrider.testkit.PostgresServers;
import dev.postrider.testkit.TurnedClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What endpoints keep secret is sealed in the database, whatever it was when it came there. */
final class AtRestTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String URL = "https://user:password@example.com/path/token?key=value";
  private static final Map<String, String> HEADERS = Map.of("Authorization", "Bearer token");

  private final String url = Fixture.database(PostgresServers.embedded());
  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final MasterKey first = MasterKey.make(new SecureRandom());
  private final MasterKey second = MasterKey.make(new SecureRandom());

  private PostgresEdges open(MasterKey... masters) {
    return new PostgresEdges(
        Postgres.open(
            Fixture.config(url),
            Fixture.keys(masters),
            clock,
            Contracts.TWO,
            dev.postrider.postgres.JournalListener.NONE));
  }

  private static Endpoint endpoint(Edges edges, Application application) {
    return Edges.done(
        edges
            .directory()
            .createEndpoint(
                application.id(),
                Endpoint.Settings.of(URL).withHeaders(HEADERS),
                new Secret(SECRET, null)));
  }

  private static void assertWhole(PostgresEdges edges, EndpointId id) {
    Endpoint read = edges.directory().endpoint(id).orElseThrow();
    assertThat(read.settings().url()).isEqualTo(URL);
    assertThat(read.settings().headers()).isEqualTo(HEADERS);
    assertThat(read.secrets().getFirst().text()).isEqualTo(SECRET);
  }

  /** All that the table has of every endpoint, as text. */
  private String table() {
    return String.join("\n", Fixture.query(url, "select e::text from endpoint e order by id"));
  }

  private List<String> sealedBy() {
    return Fixture.query(
        url,
        "select distinct encode(substring(sealed from 2 for 4), 'hex') from endpoint order by 1");
  }

  private List<String> masters() {
    return Fixture.query(
        url,
        "select distinct encode(substring(sealed from 2 for 4), 'hex') from data_key order by 1");
  }

  private void makePlain(EndpointId id) {
    Fixture.execute(
        url,
        """
        update endpoint set sealed = null, url = '%s', headers = '{"Authorization": "Bearer token"}',
               secrets = '[{"text": "%s"}]'
        where id = %d
        """
            .formatted(URL, SECRET, id.value()));
  }

  @Test
  void nothingThatIsSecretIsInTheTable() {
    try (PostgresEdges edges = open(first)) {
      Application application = edges.application();
      Endpoint created = endpoint(edges, application);
      assertThat(created.settings().url()).isEqualTo(URL);
      edges.directory().changeEndpoint(created.id(), s -> s.withThrottleRate(7));
      edges
          .directory()
          .rotateSecret(
              created.id(), new Secret("whsec_" + "A".repeat(32), null), Duration.ofHours(1));
      Endpoint rotated = edges.directory().endpoint(created.id()).orElseThrow();
      assertThat(rotated.secrets()).extracting(Secret::text).contains(SECRET);
      assertThat(rotated.settings().url()).isEqualTo(URL);
      assertThat(table()).doesNotContain("example.com", "Bearer", "whsec_", "Authorization");
    }
  }

  @Test
  void whatIsDeletedKeepsNoSecretAtAll() {
    try (PostgresEdges edges = open(first)) {
      Endpoint created = endpoint(edges, edges.application());
      assertThat(edges.directory().deleteEndpoint(created.id())).isTrue();
      assertThat(Fixture.query(url, "select url from endpoint where sealed is null"))
          .containsExactly("https://example.com/path/token");
      assertThat(edges.directory().endpoint(created.id()).orElseThrow().secrets()).isEmpty();
    }
    try (PostgresEdges _ = open(first)) {
      assertThat(Fixture.query(url, "select url from endpoint where sealed is null")).hasSize(1);
    }
  }

  @Test
  void whatIsPlainIsReadAndSealedByTheNextStart() {
    EndpointId id;
    try (PostgresEdges edges = open(first)) {
      Application application = edges.application();
      for (int i = 0; i < 450; i++) {
        endpoint(edges, application);
      }
      id = endpoint(edges, application).id();
      Fixture.query(url, "select id from endpoint")
          .forEach(e -> makePlain(new EndpointId(Long.parseLong(e))));
      edges
          .directory()
          .changeApplication(
              application.id(),
              s ->
                  new Application.Settings(
                      s.name(), s.uid(), 9, s.metadata(), s.platformSettings()));
      assertWhole(edges, id);
      assertThat(
              edges
                  .directory()
                  .endpoints(application.id(), new Page.Request<>(null, 250, false, false))
                  .entries())
          .allMatch(e -> e.settings().url().equals(URL));
    }
    try (PostgresEdges edges = open(first)) {
      assertThat(table()).doesNotContain("example.com", "Bearer", "whsec_");
      assertWhole(edges, id);
      assertThat(Fixture.query(url, "select count(*) from endpoint where sealed is not null"))
          .containsExactly("451");
    }
  }

  /** Who may write to the table cannot have one customer's secrets used for another. */
  @Test
  void aCiphertextOpensInItsOwnRowAlone() {
    try (PostgresEdges edges = open(first)) {
      Application application = edges.application();
      Endpoint one = endpoint(edges, application);
      Endpoint other = endpoint(edges, application);
      Fixture.execute(
          url,
          "update endpoint set sealed = (select sealed from endpoint where id = %d) where id = %d"
              .formatted(one.id().value(), other.id().value()));
      assertThatThrownBy(() -> edges.directory().endpoint(application.id(), other.id().toString()))
          .isInstanceOf(DoesNotOpen.class)
          .hasMessageContaining("endpoint.sealed of row " + other.id().value());
    }
  }

  @Test
  void aMissingMasterKeyIsSaidAndNothingIsMade() {
    try (PostgresEdges edges = open(first)) {
      endpoint(edges, edges.application());
    }
    List<String> before = Fixture.query(url, "select k::text from data_key k");
    for (MasterKey[] wrong : new MasterKey[][] {{}, {second}}) {
      assertThatThrownBy(() -> open(wrong))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(
              "sealed by the master key " + first.name() + ", and the test has not got it")
          .hasMessageContaining("docs/operations.md");
    }
    assertThat(Fixture.query(url, "select k::text from data_key k")).isEqualTo(before);
  }

  @Test
  void aStartWithANewMasterKeyBringsAllUnderIt() {
    EndpointId id;
    try (PostgresEdges edges = open(first)) {
      id = endpoint(edges, edges.application()).id();
    }
    assertThat(masters()).containsExactly(first.name());
    try (PostgresEdges edges = open(second, first)) {
      assertWhole(edges, id);
    }
    assertThat(masters()).containsExactly(second.name());
    assertThat(sealedBy()).containsExactly("00000002");
    try (PostgresEdges edges = open(second)) {
      assertWhole(edges, id);
    }
    assertThat(Fixture.query(url, "select number from data_key")).hasSize(2);
  }

  @Test
  void aKeySealsNoMoreThanItMay() {
    try (PostgresEdges edges = open(first)) {
      Application application = edges.application();
      EndpointId id = endpoint(edges, application).id();
      Fixture.execute(url, "update data_key set reserved = 4294967296 - 5");
      clock.turn(DataKeys.LOOKS);
      endpoint(edges, application);
      assertThat(sealedBy()).as("of what it had reserved").containsExactly("00000001");
      assertWhole(edges, id);
    }
    try (PostgresEdges edges = open(first)) {
      endpoint(edges, edges.application());
      assertThat(sealedBy()).containsExactly("00000001", "00000002");
      edges.postgres().upkeep().run();
      assertThat(sealedBy()).containsExactly("00000002");
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
