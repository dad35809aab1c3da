package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.message.EndpointId;
import dev.postrider.record.ParkedStore;
import dev.postrider.record.ParkedStore.Load;
import dev.postrider.testkit.CollectingConsumer;
import dev.postrider.testkit.Contracts;
import dev.postrider.testkit.PostgresServers;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OwnershipTest {
  private final String url = Fixture.database(PostgresServers.embedded());
  private final Connections connections = new Connections(Fixture.config(url));
  private final Ownership ours = new Ownership(connections);
  private final Ownership other = new Ownership(connections);

  @AfterEach
  void close() {
    ours.close();
    other.close();
  }

  private static void assertHeldByAnother(Ownership ownership) {
    assertThatThrownBy(ownership::retake)
        .isInstanceOf(SQLException.class)
        .hasFieldOrPropertyWithValue("SQLState", "55P03");
  }

  /** The connection that was refused is as alive as one that holds the lock. */
  @Test
  void isRefusedAsOftenAsItAsksWhileAnotherHoldsTheLock() throws Exception {
    other.take();
    assertHeldByAnother(ours);
    assertHeldByAnother(ours);
    other.close();
    // Patient, because the server lets go of the lock some time after the connection is closed.
    ours.take();
    ours.retake();
    assertHeldByAnother(other);
    assertHeldByAnother(other);
  }

  private void terminate(String name) {
    Fixture.execute(
        url,
        """
        select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'postrider %s' and datname = current_database()
        """
            .formatted(name));
  }

  /** What the new owner parks is not for it: it would send it out of order. */
  @Test
  void aFormerOwnerReadsNoParkedRows() throws Exception {
    Load load = new Load.Room(new EndpointId(1), 0, new ParkedStore.Limit(1, 1));
    try (PostgresEdges edges =
        new PostgresEdges(
            Postgres.open(
                Fixture.hasty(url),
                Fixture.KEYS,
                InstantSource.system(),
                Contracts.TWO,
                new Fixture.Heard()))) {
      edges.log().subscribe(new CollectingConsumer());
      assertThat(edges.parked().load(load).rows()).isEmpty();
      Fixture.takeOver(url);
      assertThatThrownBy(() -> edges.parked().load(load)).hasMessageContaining("another process");
    }
  }

  /** The new owner's attempts may still settle what they stand for. */
  @Test
  void aFormerOwnerCancelsNoParkedRows() throws Exception {
    var endpoint = new EndpointId(1);
    try (PostgresEdges edges =
        new PostgresEdges(
            Postgres.open(
                Fixture.hasty(url),
                Fixture.KEYS,
                InstantSource.system(),
                Contracts.TWO,
                new Fixture.Heard()))) {
      edges.log().subscribe(new CollectingConsumer());
      Fixture.execute(
          url,
          """
          insert into parked (endpoint, message, application, lane, due, kind, attempts, manual)
          values (1, 1, 1, 0, null, 0, 0, false)
          """);
      Fixture.takeOver(url);
      assertThatThrownBy(() -> edges.recorder().cancelParked(endpoint))
          .isInstanceOf(IllegalStateException.class)
          .hasRootCauseMessage("another process has taken over the log on this database");
      assertThat(Fixture.query(url, "select message from parked")).containsExactly("1");
      assertThat(Fixture.query(url, "select id from attempt")).isEmpty();
    }
  }

  /** Else it would wait for ever, and tell of a database that is away. */
  @Test
  void isLostOnceAnotherProcessHasTheLockAndTheLog() throws Exception {
    Fixture.Heard heard = new Fixture.Heard();
    try (PostgresEdges edges =
        new PostgresEdges(
            Postgres.open(
                Fixture.hasty(url), Fixture.KEYS, InstantSource.system(), Contracts.TWO, heard))) {
      edges.log().subscribe(new CollectingConsumer());
      terminate("lock");
      other.take();
      Fixture.takeOver(url);
      terminate("journal");
      // An idle journal hears of its connection's end with the next write.
      edges.recorder().record(0, List.of(), Shards.unmoved());
      Awaitility.await().until(() -> heard.told.contains("lost"));
      assertThat(heard.reasons.getLast()).contains("another process");
    }
  }
}
