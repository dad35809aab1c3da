package dev.postrider.receiver.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postrider.receiver.Webhook;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Methods with a connection, in the application's own PostgreSQL. */
@Timeout(180)
final class TransactionTest {

  /** Books, and then fails at the first attempt. */
  static final class Booking {
    @WebhookHandler(type = "order.paid")
    void book(Connection connection, Webhook webhook) throws SQLException, IOException {
      try (PreparedStatement insert =
          connection.prepareStatement("insert into booking(webhook, attempt) values (?, ?)")) {
        insert.setString(1, webhook.id());
        insert.setInt(2, webhook.attempt());
        insert.executeUpdate();
      }
      if (webhook.attempt() == 1) {
        throw new IOException("too early");
      }
    }

    @WebhookHandler
    void other(String body) {}
  }

  /** Knows nothing of connections. */
  static final class Plain {
    @WebhookHandler
    void other(String body) {}
  }

  /** One method that waits for others of its kind, and one that wants a connection. */
  static final class Waiting {
    static final int TOGETHER = 4;

    final CountDownLatch there = new CountDownLatch(TOGETHER);
    final CountDownLatch go = new CountDownLatch(1);

    @WebhookHandler
    void other(String body) throws InterruptedException {
      there.countDown();
      go.await();
    }

    @WebhookHandler(type = "order.paid")
    void book(Webhook webhook, Connection connection) throws SQLException {
      connection.prepareStatement("select 1").close();
    }
  }

  @Test
  void whatAFailedAttemptWroteIsGoneAndWhatTheOtherWroteIsThereOnce() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        App app = open(postgres, new Booking())) {
      JdbcClient jdbc = app.context().getBean(JdbcClient.class);
      jdbc.sql("create table booking(webhook text, attempt int)").update();
      assertThat(Sender.send(app, "msg_1", "{\"type\":\"order.paid\"}")).isEqualTo(200);
      await().until(() -> app.inbox().counts().handled() == 1);
      assertThat(jdbc.sql("select webhook || ' ' || attempt from booking").query().singleColumn())
          .containsExactly("msg_1 2");
      assertThat(Sender.send(app, "msg_1", "{\"type\":\"order.paid\"}")).isEqualTo(200);
      assertThat(Sender.send(app, "msg_2", "{\"type\":\"order.lost\"}")).isEqualTo(200);
      await().until(() -> app.inbox().counts().handled() == 2);
      assertThat(app.inbox().counts().duplicates()).isEqualTo(1);
      assertThat(app.inbox().counts().waiting()).isZero();
      assertThat(jdbc.sql("select webhook from booking").query().singleColumn())
          .containsExactly("msg_1");
    }
  }

  @Test
  void theApplicationsDatabaseKeepsWebhooksWhoseMethodsJoinNothing() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        App app = open(postgres, new Plain(), "postrider.receiver.table-prefix=hook_")) {
      assertThat(Sender.send(app, "msg_1", "{}")).isEqualTo(200);
      await().until(() -> app.inbox().counts().handled() == 1);
      assertThat(
              app.context()
                  .getBean(JdbcClient.class)
                  .sql("select count(*) from pg_tables where tablename like 'hook\\_%'")
                  .query(Integer.class)
                  .single())
          .isPositive();
    }
  }

  /** All that wait do so without a connection of the pool, which has one beside the inbox's. */
  @Test
  void onlyAMethodThatWantsAConnectionTakesOne() throws Exception {
    Waiting waiting = new Waiting();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        App app =
            open(
                postgres,
                waiting,
                "spring.datasource.hikari.maximum-pool-size=2",
                "spring.datasource.hikari.connection-timeout=500")) {
      for (int n = 0; n < Waiting.TOGETHER; n++) {
        assertThat(Sender.send(app, "msg_" + n, "{}")).isEqualTo(200);
      }
      try {
        assertThat(waiting.there.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Sender.send(app, "msg_paid", "{\"type\":\"order.paid\"}")).isEqualTo(200);
        await().until(() -> app.inbox().counts().handled() == 1);
      } finally {
        waiting.go.countDown();
      }
      await().until(() -> app.inbox().counts().handled() == Waiting.TOGETHER + 1);
      assertThat(app.inbox().counts().failed()).isZero();
    }
  }

  private static App open(EmbeddedPostgres postgres, Object bean, String... properties) {
    return App.start(
        App.WithDatabase.class,
        List.of(bean),
        Stream.concat(
                Stream.of(
                    "postrider.receiver.secrets=" + Sender.SECRET,
                    "postrider.receiver.retry.first=1ms",
                    "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres")),
                Stream.of(properties))
            .toArray(String[]::new));
  }
}
