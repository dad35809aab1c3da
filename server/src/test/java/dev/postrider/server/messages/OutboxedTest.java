package dev.postrider.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.outbox.Outbox;
import dev.postrider.outbox.OutboxMessage;
import dev.postrider.outbox.OutboxRelay;
import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Received;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** From a transaction of a sender's own database to the receiver, through a whole Postrider. */
final class OutboxedTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Outbox outbox = new Outbox();
  private final PGSimpleDataSource database = new PGSimpleDataSource();
  private TurnedServer server;
  private Shop shop;

  @BeforeEach
  void open() throws Exception {
    server = TurnedServer.with(Map.of("port", Integer.toString(freePort())));
    shop = new Shop(server);
    shop.webhook("");
    database.setUrl(TurnedServer.freshDatabase());
    try (Connection connection = database.getConnection()) {
      outbox.createTables(connection);
    }
  }

  @AfterEach
  void close() {
    shop.close();
    server.close();
  }

  /** One that is the same after the server's restart. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private OutboxRelay relay(DataSource source) {
    return OutboxRelay.builder(source, server.url(), server::token)
        .interval(Duration.ofMillis(20))
        .pauses(Duration.ofMillis(20), Duration.ofMillis(200))
        .batch(7, Outbox.MOST_BYTES)
        .start();
  }

  private void publish(int from, int to) throws SQLException {
    for (int n = from; n < to; n++) {
      publish(n, true);
    }
  }

  private void publish(int n, boolean commit) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      outbox.publish(
          connection,
          OutboxMessage.json(shop.id, "order.paid", "{\"n\":%d}".formatted(n))
              .eventId("e-" + n)
              .orderingKey("lane")
              .build());
      if (commit) {
        connection.commit();
      } else {
        connection.rollback();
      }
    }
  }

  private static List<String> bodies(int to) {
    return IntStream.range(0, to).mapToObj("{\"n\":%d}"::formatted).toList();
  }

  private void arrivedInOrder(int count) throws Exception {
    List<Received> received = shop.received(count);
    assertThat(received.stream().map(request -> request.body().text())).isEqualTo(bodies(count));
    assertThat(shop.api().all(shop.path("/msg"))).hasSize(count);
  }

  private static void empty(OutboxRelay relay) {
    Awaitility.await().atMost(SOON).until(() -> relay.status().waiting() == 0);
  }

  @Test
  void whatIsCommittedArrivesInOrderAndWhatIsRolledBackDoesNot() throws Exception {
    try (OutboxRelay relay = relay(database)) {
      for (int n = 0; n < 40; n++) {
        publish(n + 1_000, false);
        publish(n, true);
      }
      empty(relay);
      arrivedInOrder(40);
      assertThat(relay.status().sent()).isEqualTo(40);
      assertThat(relay.status().dead()).isZero();
    }
  }

  @Test
  void whatIsPublishedWhileTheServerIsDownArrivesWhenItIsUpAgain() throws Exception {
    try (OutboxRelay relay = relay(database);
        OutboxRelay other = relay(database)) {
      publish(0, 10);
      empty(relay);
      server.close();
      publish(10, 30);
      assertThat(relay.status().waiting()).isEqualTo(20);
      server.restart();
      publish(30, 40);
      empty(other);
      arrivedInOrder(40);
      assertThat(relay.status().sent() + other.status().sent()).isEqualTo(40);
    }
  }

  /** The relay dies after the answer, and before the rows are gone. */
  @Test
  void whatWasAnsweredAndNotNotedArrivesOnce() throws Exception {
    CountDownLatch died = new CountDownLatch(1);
    publish(0, 5);
    try (OutboxRelay dying = relay(dying(died))) {
      assertThat(died.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(dying.status().waiting()).isEqualTo(5);
    }
    arrivedInOrder(5);
    publish(5, 10);
    try (OutboxRelay next = relay(database)) {
      empty(next);
      assertThat(next.status().sent()).isEqualTo(10);
    }
    arrivedInOrder(10);
    assertThat(shop.receiver.received()).hasSize(10);
  }

  /** Connections that break instead of committing, always. */
  private DataSource dying(CountDownLatch died) {
    return proxy(
        DataSource.class,
        database,
        connection -> {
          connection.abort(Runnable::run);
          died.countDown();
        });
  }

  private interface Commit {
    void happens(Connection connection) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, Object real, Commit commit) {
    return type.cast(
        Proxy.newProxyInstance(
            OutboxedTest.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              if (method.getName().equals("commit")) {
                commit.happens((Connection) real);
              }
              try {
                Object result = method.invoke(real, arguments);
                return result instanceof Connection
                    ? proxy(Connection.class, result, commit)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
