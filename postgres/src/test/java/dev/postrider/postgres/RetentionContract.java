package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.message.Message;
import dev.postrider.record.Entry;
import dev.postrider.testkit.CollectingConsumer;
import dev.postrider.testkit.Drafts;
import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.TurnedClock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Days that are over are dropped without anybody waiting for it; once per version of PostgreSQL.
 */
abstract class RetentionContract {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final CollectingConsumer consumer = new CollectingConsumer();
  private final AtomicLong tickets = new AtomicLong();
  private String url;
  private PostgresEdges edges;
  private Application application;
  private Endpoint endpoint;

  abstract PostgresServer server();

  /** With one day, of 1 March, that has outlived its retention. */
  @BeforeEach
  void open() throws InterruptedException {
    url = Fixture.database(server());
    edges = PostgresEdges.open(url, clock);
    application = edges.application();
    endpoint = edges.endpoint(application);
    edges.log().subscribe(consumer);
    deliver();
    clock.turn(Duration.ofDays(90));
    // Makes today, which the upkeep would do, and drops nothing yet.
    deliver();
    clock.turn(Duration.ofDays(1));
  }

  @AfterEach
  void close() {
    edges.close();
  }

  /** A message and its attempt, both durable when this returns. */
  private Message deliver() throws InterruptedException {
    Message message = Drafts.accepted(edges.log(), Drafts.plain(application.id(), "x", endpoint));
    long ticket = tickets.incrementAndGet();
    edges
        .recorder()
        .record(
            0,
            List.of(
                Drafts.attempted(
                    ticket,
                    endpoint,
                    message.id(),
                    200,
                    Entry.State.DELIVERED,
                    new Entry.ParkedChange.None())),
            null);
    Awaitility.await().atMost(SOON).until(() -> attempts(message) == 1);
    return message;
  }

  private int attempts(Message message) {
    return Fixture.query(url, "select id from attempt where message = " + message.id().value())
        .size();
  }

  private List<String> days() {
    return Fixture.query(
        url,
        """
        select relname from pg_class
        where relkind = 'r' and relname ~ '^(message|attempt)_p20260301$' order by 1
        """);
  }

  private CompletableFuture<Void> upkeep() {
    return CompletableFuture.runAsync(() -> {
      try {
        edges.postgres().upkeep().run();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private void awaitThatSomebodyWaits() {
    Awaitility.await()
        .atMost(SOON)
        .until(() ->
            !Fixture.query(
                    url,
                    """
                    select pid from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock'
                    """)
                .isEmpty());
  }

  /** A transaction that has read this table and goes on and on, as that of a backup. */
  private Connection reader(String table) throws SQLException {
    Connection reader = DriverManager.getConnection(url, PostgresServer.USER, "");
    reader.setAutoCommit(false);
    try (Statement statement = reader.createStatement()) {
      statement.execute("select count(*) from " + table);
    }
    return reader;
  }

  /**
   * Whoever waits for the reader must not be waited for: everything goes on while he still waits.
   */
  private void assertAllGoesOnBehind(String table) throws Exception {
    try (Connection reader = reader(table)) {
      boolean wentOn = false;
      // Several times, because on a busy machine it may give up before the first delivery is done.
      for (int tried = 0; tried < 5 && !wentOn; tried++) {
        wentOn = wentOnWhileUpkeepWaited();
      }
      assertThat(wentOn).as("a delivery was done while the drop still waited").isTrue();
      assertThat(days()).as("it gave up").isNotEmpty();
      reader.rollback();
    }
    upkeep().join();
    assertThat(days()).isEmpty();
    deliver();
  }

  private boolean wentOnWhileUpkeepWaited() throws InterruptedException {
    CompletableFuture<Void> upkeep = upkeep();
    awaitThatSomebodyWaits();
    Message message = deliver();
    assertThat(edges.history().message(application.id(), message.id().toString())).isPresent();
    boolean stillWaits = !upkeep.isDone();
    upkeep.join();
    return stillWaits;
  }

  @Test
  void allGoesOnBehindAReaderOfTheWholeLog() throws Exception {
    assertAllGoesOnBehind("message");
  }

  @Test
  void allGoesOnBehindAReaderOfThatDay() throws Exception {
    assertAllGoesOnBehind("message_p20260301");
  }

  /** What a crash leaves after each step is finished by the next upkeep. */
  @Test
  void goesOnWhereACrashLeftIt() throws Exception {
    Fixture.execute(url, "alter table message detach partition message_p20260301 concurrently");
    try (Connection _ = reader("attempt")) {
      upkeep().join();
      assertThat(days()).containsExactly("attempt_p20260301");
    }
    assertThat(
            Fixture.query(url, "select inhrelid::regclass from pg_inherits where inhdetachpending"))
        .containsExactly("attempt_p20260301");
    upkeep().join();
    assertThat(days()).isEmpty();
  }

  /** Somebody's backup that takes hours must not keep the server from starting. */
  @Test
  void aStartDoesNotFailForAReader() throws Exception {
    edges.close();
    try (Connection _ = reader("message")) {
      edges = PostgresEdges.open(url, clock);
      edges.log().subscribe(new CollectingConsumer());
      assertThat(days()).isNotEmpty();
      Drafts.accepted(edges.log(), Drafts.plain(application.id(), "x", endpoint));
    }
  }
}
