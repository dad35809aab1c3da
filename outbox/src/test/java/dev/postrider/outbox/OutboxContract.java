package dev.postrider.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.testkit.Answer;
import dev.postrider.testkit.TurnedClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an outbox promises, whichever the database is. */
abstract class OutboxContract {
  private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

  private final TurnedClock clock = new TurnedClock(START);
  private final Outbox outbox = new Outbox(Outbox.TABLE, clock);
  private final Batches postrider = new Batches();
  private UrlDataSource database;
  private Mover mover;

  /** An empty one. */
  abstract UrlDataSource freshDatabase() throws Exception;

  @BeforeEach
  void create() throws Exception {
    database = freshDatabase();
    try (Connection connection = database.getConnection()) {
      outbox.createTables(connection);
      outbox.createTables(connection);
    }
    mover = relay(database).mover();
  }

  @AfterEach
  void close() {
    postrider.close();
  }

  private OutboxRelay.Builder relay(DataSource source) {
    return OutboxRelay.builder(source, postrider.url(), () -> "a token")
        .clock(clock)
        .random(new Random(1))
        .batch(10, 100_000);
  }

  private static OutboxMessage.Builder message(String id) {
    return OutboxMessage.json("shop", "order.paid", "{\"id\":\"" + id + "\"}").eventId(id);
  }

  private Connection begin() throws SQLException {
    Connection connection = database.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private void publish(OutboxMessage... messages) throws SQLException {
    try (Connection connection = begin()) {
      for (OutboxMessage message : messages) {
        outbox.publish(connection, message);
      }
      connection.commit();
    }
  }

  private void publish(String... ids) throws SQLException {
    for (String id : ids) {
      publish(message(id).build());
    }
  }

  private void rounds() throws Exception {
    while (mover.round()) {
      // until there is nothing more to do
    }
  }

  private long count(int state) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return new Rows(new TableName(Outbox.TABLE)).count(connection, state);
    }
  }

  private int execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  @Test
  void manyProcessesMakeTheTablesAtOnce() throws Exception {
    for (int round = 0; round < 3; round++) {
      Outbox fresh = new Outbox("fresh_" + round, clock);
      CountDownLatch ready = new CountDownLatch(8);
      Callable<Boolean> process =
          () -> {
            try (Connection connection = database.getConnection()) {
              ready.countDown();
              ready.await();
              fresh.createTables(connection);
              return true;
            }
          };
      try (ExecutorService processes = Executors.newFixedThreadPool(8)) {
        for (Future<Boolean> made : processes.invokeAll(Collections.nCopies(8, process))) {
          assertThat(made.get()).isTrue();
        }
      }
    }
  }

  @Test
  void whatIsCommittedIsSentAndWhatIsRolledBackIsNot() throws Exception {
    try (Connection connection = begin()) {
      outbox.publish(connection, message("committed").build());
      rounds();
      assertThat(postrider.requests()).isEmpty();
      connection.commit();
      outbox.publish(connection, message("rolled-back").build());
      connection.rollback();
      assertThat(connection.isClosed()).isFalse();
      assertThat(connection.getAutoCommit()).isFalse();
    }
    rounds();
    assertThat(postrider.ids()).containsExactly("committed");
    assertThat(count(0)).isZero();
    assertThat(mover.sent()).isEqualTo(1);
    assertThat(postrider.requests().getFirst().target()).isEqualTo("/api/v1/app/shop/msg/batch");
    assertThat(postrider.requests().getFirst().header("authorization")).contains("Bearer a token");
  }

  @Test
  void aConnectionThatCommitsByItselfIsRefused() throws Exception {
    try (Connection connection = database.getConnection()) {
      assertThatThrownBy(() -> outbox.publish(connection, message("a").build()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("setAutoCommit(false)");
    }
    assertThat(count(0)).isZero();
  }

  @Test
  void oneApplicationsMessagesAreSentInOrderOverManyBatches() throws Exception {
    List<String> ids = IntStream.range(0, 35).mapToObj(n -> "e-" + n).toList();
    for (String id : ids) {
      publish(message(id).orderingKey("order-7").build());
    }
    rounds();
    assertThat(postrider.ids()).isEqualTo(ids);
    assertThat(postrider.requests()).hasSize(4);
    assertThat(postrider.taken).allMatch(m -> m.path("orderingKey").asString().equals("order-7"));
  }

  @Test
  void whoeverCommitsLateWithASmallerIdIsSentAfterwards() throws Exception {
    try (Connection late = begin()) {
      outbox.publish(late, message("late").build());
      publish("early");
      rounds();
      assertThat(postrider.ids()).containsExactly("early");
      late.commit();
    }
    rounds();
    assertThat(postrider.ids()).containsExactly("early", "late");
    assertThat(count(0)).isZero();
  }

  @Test
  void whatIsRefusedForGoodIsDeadAndHoldsUpNothing() throws Exception {
    postrider.refuse(message ->
        message.path("eventId").asString().equals("b")
            ? "{\"status\":422,\"detail\":[{\"loc\":[\"body\",\"messages\",\"[1]\",\"payload\"],"
                + "\"msg\":\"must be an object\",\"type\":\"value_error\"}]}"
            : "");
    publish("a", "b", "c");
    rounds();
    assertThat(postrider.ids()).containsExactly("a", "c");
    assertThat(count(0)).isZero();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        var result =
            statement.executeQuery(
                "select event_id, reason from postrider_outbox where state = 1")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getString(1)).isEqualTo("b");
      assertThat(result.getString(2)).isEqualTo("422 payload must be an object");
      assertThat(result.next()).isFalse();
    }
    rounds();
    assertThat(postrider.requests()).hasSize(1);
    postrider.takeAll();
    assertThat(execute("update postrider_outbox set state = 0, reason = null where event_id = 'b'"))
        .isEqualTo(1);
    rounds();
    assertThat(postrider.ids()).containsExactly("a", "c", "b");
  }

  @Test
  void whatIsDeadIsListedSentAgainOrGivenUp() throws Exception {
    postrider.refuse(message ->
        message.path("eventId").asString().startsWith("bad")
            ? "{\"status\":422,\"detail\":\"no\"}"
            : "");
    publish("bad-1", "good", "bad-2", "bad-3");
    publish(OutboxMessage.json("zoo", "a", "{}").eventId("bad-4").build());
    rounds();
    publish("waits");
    try (Connection connection = database.getConnection()) {
      List<DeadMessage> dead = outbox.dead(connection, 3);
      assertThat(dead.stream().map(DeadMessage::eventId))
          .containsExactly("bad-1", "bad-2", "bad-3");
      DeadMessage first = dead.getFirst();
      assertThat(first)
          .isEqualTo(new DeadMessage(first.id(), "shop", "bad-1", "order.paid", START, "422 no"));
      assertThat(outbox.retry(connection, first.id())).isTrue();
      assertThat(outbox.retry(connection, first.id())).as("it waits").isFalse();
      assertThat(outbox.discard(connection, first.id())).as("it waits").isFalse();
      assertThat(outbox.discard(connection, dead.get(1).id())).isTrue();
      assertThat(outbox.discard(connection, dead.get(1).id())).as("it is gone").isFalse();
    }
    postrider.takeAll();
    rounds();
    assertThat(postrider.ids()).containsExactly("good", "bad-1", "waits");
    try (Connection connection = begin()) {
      List<DeadMessage> dead = outbox.dead(connection, 1_000);
      assertThat(dead.stream().map(DeadMessage::eventId)).containsExactly("bad-3", "bad-4");
      assertThat(outbox.discard(connection, dead.getFirst().id())).isTrue();
      assertThat(outbox.retry(connection, dead.getLast().id())).isTrue();
      connection.rollback();
      assertThat(outbox.dead(connection, 1_000)).isEqualTo(dead);
      assertThatThrownBy(() -> outbox.dead(connection, 0))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> outbox.dead(connection, 1_001))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void oneThatSpoilsTheWholeBatchIsFoundAndTheOthersKeepTheirOrder() throws Exception {
    postrider.answer(request -> {
      for (var message : Batches.messages(request)) {
        if (message.path("eventId").asString().equals("e-6")) {
          return Answer.status(413, "{\"code\":\"too_large\",\"detail\":\"too long\"}");
        }
      }
      return Answer.status(200, postrider.each(request, any -> ""));
    });
    publish(IntStream.range(0, 10).mapToObj(n -> "e-" + n).toArray(String[]::new));
    rounds();
    assertThat(postrider.ids())
        .isEqualTo(IntStream.range(0, 10).filter(n -> n != 6).mapToObj(n -> "e-" + n).toList());
    assertThat(count(1)).isEqualTo(1);
  }

  @Test
  void nothingIsSentUntilTheTimeThatWasAskedForHasPassed() throws Exception {
    postrider.answer(_ -> Answer.retryAfter(503, "90"));
    publish("a");
    rounds();
    assertThat(mover.pauseLeft()).isEqualTo(Duration.ofSeconds(90));
    postrider.takeAll();
    clock.turn(Duration.ofSeconds(89));
    rounds();
    assertThat(postrider.requests()).hasSize(1);
    assertThat(count(0)).isEqualTo(1);
    clock.turn(Duration.ofSeconds(1));
    rounds();
    assertThat(postrider.ids()).containsExactly("a");
  }

  @Test
  void anApplicationThatIsUnknownHoldsUpNoOther() throws Exception {
    postrider.answer(request ->
        request.target().contains("/gone/")
            ? Answer.status(404, "{\"code\":\"not_found\",\"detail\":\"\"}")
            : Answer.status(200, postrider.each(request, any -> "")));
    for (int n = 0; n < 12; n++) {
      publish(OutboxMessage.json("gone", "a", "{}").build());
    }
    publish("a");
    rounds();
    rounds();
    assertThat(postrider.ids()).containsExactly("a");
    assertThat(count(0)).isEqualTo(12);
    assertThat(count(1)).isZero();
    postrider.takeAll();
    clock.turn(Duration.ofMinutes(1));
    rounds();
    assertThat(count(0)).isZero();
  }

  /** The process dies after Postrider's answer, and before the row is gone. */
  @Test
  void whatWasAnsweredAndNotNotedIsSentAgainAndTakenOnce() throws Exception {
    publish("a", "b");
    Mover dying = relay(BrokenDataSource.dying(database)).mover();
    assertThatThrownBy(dying::round).isInstanceOf(SQLException.class);
    assertThat(postrider.ids()).containsExactly("a", "b");
    assertThat(count(0)).isEqualTo(2);
    publish("c");
    rounds();
    assertThat(postrider.requests()).hasSize(2);
    assertThat(postrider.ids()).containsExactly("a", "b", "c");
    assertThat(count(0)).isZero();
  }

  @Test
  void ofTwoRelaysOneSendsAtATime() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    postrider.answer(request -> {
      asked.countDown();
      return wire -> {
        go.await();
        Answer.status(200, postrider.each(request, any -> "")).write(wire);
      };
    });
    publish("a", "b");
    Mover other = relay(database).mover();
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Boolean> first = thread.submit(mover::round);
      try {
        asked.await();
        assertThat(other.round()).isFalse();
        assertThat(postrider.requests()).hasSize(1);
        // Whoever publishes does not wait for them.
        publish("c");
      } finally {
        go.countDown();
      }
      assertThat(first.get()).isTrue();
    }
    postrider.takeAll();
    assertThat(other.round()).isTrue();
    assertThat(postrider.ids()).containsExactly("a", "b", "c");
    assertThat(postrider.requests()).hasSize(2);
  }

  @Test
  void batchesHaveTheirLengthAndWhatIsLongerGoesAlone() throws Exception {
    List<OutboxMessage> messages = new ArrayList<>();
    for (int length : List.of(60_000, 30_000, 30_000, Outbox.MOST_BYTES - 1_000, 10)) {
      messages.add(OutboxMessage.json("shop", "a", "\"" + "é".repeat(length / 2) + "\"").build());
    }
    publish(messages.toArray(OutboxMessage[]::new));
    rounds();
    assertThat(postrider.requests().stream().map(request -> Batches.messages(request).size()))
        .containsExactly(2, 1, 1, 1);
    assertThat(postrider.ids()).isEqualTo(messages.stream().map(OutboxMessage::eventId).toList());
    assertThat(postrider.taken.get(3).path("body").asString())
        .isEqualTo("\"" + "é".repeat((Outbox.MOST_BYTES - 1_000) / 2) + "\"");
  }

  @Test
  void everyCharacterComesThrough() throws Exception {
    String odd =
        "{\"t\": \"\\u0000 \\ud83d\\ude00 😀 é \u2028 \\\\ ' \\\" ? ; \\t\",  \"n\": 1.10}";
    publish(
        OutboxMessage.json("shop", "a", odd).orderingKey("ключ '😀\" \\").build(),
        OutboxMessage.of("shop", "a", new OutboxMessage.Body.Text("\u0000\n\\'😀", "text/csv"))
            .build());
    rounds();
    assertThat(postrider.requests().getFirst().body().text()).contains("\"payload\":" + odd);
    assertThat(postrider.taken.getFirst().path("orderingKey").asString())
        .isEqualTo("ключ '😀\" \\");
    assertThat(postrider.taken.getLast().path("body").asString()).isEqualTo("\u0000\n\\'😀");
  }

  /** A time that has passed is left out; one that passed on the way is sent again. */
  @Test
  void aTimeOfDeliveryIsSentWhileItIsToCome() throws Exception {
    publish(message("later").deliverAt(START.plusSeconds(60)).build());
    publish(message("passed").deliverAt(START.minusSeconds(1)).build());
    publish(message("now").deliverAt(START.plusSeconds(1)).build());
    postrider.refuse(message ->
        message.path("deliverAt").asString().equals("2026-11-25T12:00:01Z")
            ? "{\"status\":422,\"detail\":[]}"
            : "");
    rounds();
    assertThat(postrider.ids()).containsExactly("later", "passed");
    assertThat(postrider.taken.getFirst().path("deliverAt").asString())
        .isEqualTo("2026-11-25T12:01:00Z");
    assertThat(postrider.taken.getLast().has("deliverAt")).isFalse();
    clock.turn(Duration.ofSeconds(2));
    rounds();
    assertThat(postrider.ids()).containsExactly("later", "passed", "now");
    assertThat(postrider.taken.getLast().has("deliverAt")).isFalse();
  }

  @Test
  void itTellsHowItStands() throws Exception {
    publish("a", "b");
    postrider.refuse(message ->
        message.path("eventId").asString().equals("b") ? "{\"status\":422,\"detail\":[]}" : "");
    rounds();
    publish("c", "d", "e");
    clock.turn(Duration.ofSeconds(7));
    assertThat(mover.status()).isEqualTo(new OutboxStatus(3, 1, 1, Duration.ofSeconds(7)));
    postrider.takeAll();
    rounds();
    assertThat(mover.status()).isEqualTo(new OutboxStatus(0, 1, 4, Duration.ZERO));
  }

  @Test
  void tablesMayHaveAnotherName() throws Exception {
    Outbox other = new Outbox("my_events", clock);
    try (Connection connection = database.getConnection()) {
      other.createTables(connection);
      connection.setAutoCommit(false);
      other.publish(connection, message("mine").build());
      connection.commit();
    }
    rounds();
    assertThat(postrider.requests()).isEmpty();
    assertThat(relay(database).table("my_events").mover().round()).isTrue();
    assertThat(postrider.ids()).containsExactly("mine");
  }
}
