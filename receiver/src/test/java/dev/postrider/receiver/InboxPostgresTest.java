package dev.postrider.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Inboxes in PostgreSQL: handlers that join the transaction, an outage, and two of one database.
 */
final class InboxPostgresTest {
  private final Sender sender = new Sender(InstantSource.system());

  @Test
  void whatAHandlerWritesAndThatItIsDoneAreOneCommit() throws Exception {
    PGSimpleDataSource database = source(PostgresServers.embedded().freshDatabase());
    execute(database, "create table effect (id text)");
    Set<String> failed = ConcurrentHashMap.newKeySet();
    try (Inbox inbox =
        Inbox.transactional(
                sender.verifier(),
                (webhook, connection) -> {
                  insert(connection, webhook.id());
                  if (failed.add(webhook.id())) {
                    throw new IllegalStateException("after the insert");
                  }
                })
            .dataSource(database)
            .tablePrefix("mine_")
            .orderKey(webhook -> webhook.id().substring(0, 1))
            .backOff(new BackOff(Duration.ofMillis(1), Duration.ofMillis(1), 3))
            .open()) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        ids.add("%d-%d".formatted(i % 4, i));
        assertThat(sender.send(inbox, ids.getLast(), "x")).isInstanceOf(Receipt.Taken.class);
      }
      InboxFixture.awaitDone(inbox);
      assertThat(query(database, "select id from effect")).containsExactlyInAnyOrderElementsOf(ids);
      assertThat(inbox.counts().failed()).isEqualTo(40);
      assertThat(query(database, "select id from mine_webhook")).isEmpty();
    }
    assertThat(query(database, "select owner from mine_process")).as("it said goodbye").isEmpty();
  }

  /** A pool that is too small costs time, and no attempt. */
  @Test
  void aHandlerForWhichThereIsNoConnectionHasNotBegun() throws Exception {
    Scarce database = new Scarce();
    database.setUrl(PostgresServers.embedded().freshDatabase());
    database.setUser(PostgresServer.USER);
    List<String> handled = new CopyOnWriteArrayList<>();
    try (Inbox inbox =
            Inbox.transactional(
                    sender.verifier(),
                    (webhook, connection) -> handled.add(webhook.id() + "#" + webhook.attempt()))
                .dataSource(database)
                .backOff(new BackOff(Duration.ofMillis(1), Duration.ofMillis(1), 1))
                .open();
        LogLines log = new LogLines()) {
      database.exhausted = true;
      assertThat(sender.send(inbox, "msg_1", "x")).isInstanceOf(Receipt.Taken.class);
      InboxFixture.await().until(() -> database.refused.get() >= 2);
      assertThat(inbox.counts().failed()).isZero();
      database.exhausted = false;
      InboxFixture.await().until(() -> !handled.isEmpty());
      InboxFixture.awaitDone(inbox);
      assertThat(handled).containsExactly("msg_1#1");
      assertThat(inbox.counts().dead()).isZero();
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("WARNING"))
          .as("said once")
          .singleElement()
          .asString()
          .contains("no connection");
    }
  }

  /** A pool that has, for a time, none to give. */
  private static final class Scarce extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;
    private volatile boolean exhausted;
    private final AtomicInteger refused = new AtomicInteger();

    @Override
    public Connection getConnection() throws SQLException {
      if (exhausted) {
        refused.incrementAndGet();
        throw new SQLTransientConnectionException("Connection is not available");
      }
      return super.getConnection();
    }
  }

  @Test
  void twoProcessesShareTheTablesAndEachWebhookIsHandledByOne() throws Exception {
    PGSimpleDataSource database = source(PostgresServers.embedded().freshDatabase());
    List<String> handled = new CopyOnWriteArrayList<>();
    try (Inbox one = sharing(database, handled);
        Inbox two = sharing(database, handled)) {
      for (int i = 0; i < 100; i++) {
        Inbox any = i % 3 == 0 ? one : two;
        Inbox other = i % 3 == 0 ? two : one;
        assertThat(sender.send(any, "msg_" + i, "x")).isInstanceOf(Receipt.Taken.class);
        assertThat(sender.send(other, "msg_" + i, "x")).isInstanceOf(Receipt.Duplicate.class);
      }
      InboxFixture.awaitDone(one);
      assertThat(handled).hasSize(100).doesNotHaveDuplicates();
      assertThat(one.counts().handled()).isPositive();
      assertThat(two.counts().handled()).isPositive();
    }
  }

  /** Nothing that was answered 200 is lost, and what could not be stored was not answered 200. */
  @Test
  void anOutageIsAnsweredAndOver() throws Exception {
    PostgresServer server = PostgresServers.newEmbedded();
    PGSimpleDataSource database = source(server.freshDatabase());
    CountDownLatch go = new CountDownLatch(1);
    List<String> handled = new CopyOnWriteArrayList<>();
    try (Inbox inbox =
        Inbox.builder(
                sender.verifier(),
                webhook -> {
                  go.await();
                  handled.add(webhook.id());
                })
            .dataSource(database)
            .concurrency(2)
            .open()) {
      for (int i = 0; i < 10; i++) {
        assertThat(sender.send(inbox, "before_" + i, "x")).isInstanceOf(Receipt.Taken.class);
      }
      InboxFixture.await().until(() -> inbox.counts().running() == 2);
      server.kill();
      Receipt receipt = sender.send(inbox, "during", "x");
      assertThat(receipt).isEqualTo(new Receipt.Unavailable());
      // Two handlers end while there is nobody to be told.
      go.countDown();
      InboxFixture.await().until(() -> handled.size() == 2);
      assertThat(inbox.counts().waiting()).as("as last known").isPositive();
      server.start();
      InboxFixture.await().until(() -> sender.send(inbox, "after", "x").status() == 200);
      InboxFixture.awaitDone(inbox);
      assertThat(sender.send(inbox, "during", "x").status()).isEqualTo(200);
      InboxFixture.awaitDone(inbox);
    } finally {
      server.kill();
    }
    assertThat(handled).hasSize(12).doesNotHaveDuplicates();
  }

  private Inbox sharing(PGSimpleDataSource database, List<String> handled) throws Exception {
    return Inbox.builder(sender.verifier(), webhook -> handled.add(webhook.id()))
        .dataSource(database)
        .concurrency(3)
        .open();
  }

  private static PGSimpleDataSource source(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(PostgresServer.USER);
    return source;
  }

  private static void insert(Connection connection, String id) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into effect values (?)")) {
      insert.setString(1, id);
      insert.executeUpdate();
    }
  }

  private static void execute(PGSimpleDataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> query(PGSimpleDataSource source, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
