package dev.postrider.server.cost;

import dev.postrider.server.ApiClient;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;
import dev.postrider.testkit.Receiver;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;

/**
 * Sends messages through a whole server in rounds of {@value #MESSAGES}, each a request, a delivery
 * and an answer of its own, and each round four transactions of the journal.
 */
final class Rounds implements AutoCloseable {
  static final int MESSAGES = 512;

  /** As many at each endpoint as may be under way at once. */
  private static final int APPLICATIONS = MESSAGES / 16;

  private static final Duration SOON = Duration.ofSeconds(60);

  private final PostgresServer postgres = PostgresServers.embedded();
  private final String database = postgres.freshDatabase() + "?user=" + PostgresServer.USER;
  private final Connection connection = DriverManager.getConnection(database);
  private final Statements statements = new Statements(port(database));
  private final MeasuredServer server = new MeasuredServer(throughStatements());
  private final Receiver receiver = Receiver.start();
  private final Semaphore answers = new Semaphore(0);
  private final ApiClient api = server.api();
  private final Scrapes scrapes = new Scrapes(server.url());
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private int sent;

  /** What so many messages have cost. */
  record Cost(int messages, long allocatedBytes, Map<String, Long> statements) {
    double bytesPerMessage() {
      return (double) allocatedBytes / messages;
    }

    double statementsPerThousand() {
      return statements.values().stream().mapToLong(Long::longValue).sum() * 1_000.0 / messages;
    }
  }

  Rounds() throws Exception {
    receiver.answer(_ ->
        wire -> {
          answers.acquire();
          Answer.status(204).write(wire);
        });
    for (int i = 0; i < APPLICATIONS; i++) {
      api.post("/api/v1/app", "{\"name\":\"a%1$d\",\"uid\":\"a%1$d\"}".formatted(i)).require(201);
      api.post(
              "/api/v1/app/a%d/endpoint".formatted(i),
              "{\"url\":\"%s\"}".formatted(receiver.url("127.0.0.1", "/hook/" + i)))
          .require(201);
    }
  }

  private static int port(String url) {
    return Integer.parseInt(url.replaceFirst(".*:(\\d+)/.*", "$1"));
  }

  private String throughStatements() {
    return database.replaceFirst(":\\d+/", ":" + statements.port() + "/")
        + "&sslmode=disable&gssEncMode=disable";
  }

  /** So many rounds of messages of this size. */
  Cost run(int rounds, int payloadBytes) throws Exception {
    int messages = rounds * MESSAGES;
    long perScrape = perScrape();
    int scrapesBefore = scrapes.count();
    Map<String, Long> statementsBefore = statements.counted();
    long before = server.allocatedBytes();
    for (int i = 0; i < rounds; i++) {
      round(payloadBytes);
    }
    long allocated = server.allocatedBytes() - before;
    Map<String, Long> during = new TreeMap<>(statements.counted());
    statementsBefore.forEach((sql, count) -> during.merge(sql, -count, Long::sum));
    during.values().removeIf(count -> count == 0);
    return new Cost(messages, allocated - perScrape * (scrapes.count() - scrapesBefore), during);
  }

  private long perScrape() throws Exception {
    int scraped = 10;
    long before = server.allocatedBytes();
    for (int i = 0; i < scraped; i++) {
      scrapes.read();
    }
    return (server.allocatedBytes() - before) / scraped;
  }

  private void round(int payloadBytes) throws Exception {
    List<Future<ApiClient.Answer>> posted = new ArrayList<>();
    try (var hold = new Hold(database, "message")) {
      posted.add(post(0, payloadBytes));
      hold.awaitCaught();
      for (int i = 1; i < MESSAGES; i++) {
        posted.add(post(i, payloadBytes));
      }
      scrapes.await("postrider_journal_queue", MESSAGES - 1);
    }
    for (Future<ApiClient.Answer> answer : posted) {
      answer.get().require(202);
    }
    sent += MESSAGES;
    receiver.awaitCount(sent, SOON);
    try (var hold = new Hold(database, "attempt")) {
      answers.release();
      hold.awaitCaught();
      answers.release(MESSAGES - 1);
      scrapes.await("postrider_in_flight", 0);
    }
    Awaitility.await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Hold.number(connection, "select count(*) from attempt") == sent);
  }

  private Future<ApiClient.Answer> post(int i, int payloadBytes) {
    String message =
        "{\"eventType\":\"order.paid\",\"payload\":{\"n\":%d,\"text\":\"%s\"}}"
            .formatted(i, "x".repeat(payloadBytes - 24));
    return callers.submit(
        () -> api.post("/api/v1/app/a%d/msg".formatted(i % APPLICATIONS), message));
  }

  @Override
  public void close() throws IOException, SQLException {
    callers.close();
    api.close();
    scrapes.close();
    receiver.close();
    server.close();
    statements.close();
    connection.close();
  }
}
