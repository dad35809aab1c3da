package dev.postrider.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.testkit.Answer;
import dev.postrider.testkit.TurnedClock;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the relay does when the other side does not do its part, and how it starts and stops. */
final class OutboxRelayTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

  private final UrlDataSource database = H2OutboxTest.inMemory();
  private final Outbox outbox = new Outbox();
  private final Batches postrider = new Batches();
  private final TurnedClock clock = new TurnedClock(START);

  @BeforeEach
  void create() throws SQLException {
    try (Connection connection = database.getConnection()) {
      outbox.createTables(connection);
    }
  }

  @AfterEach
  void close() {
    postrider.close();
  }

  private void publish(String id) throws SQLException {
    publish(message("shop", id).build());
  }

  private void publish(OutboxMessage message) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      outbox.publish(connection, message);
      connection.commit();
    }
  }

  private static OutboxMessage.Builder message(String application, String id) {
    return OutboxMessage.json(application, "a", "{}").eventId(id);
  }

  private OutboxRelay.Builder relay() {
    return OutboxRelay.builder(database, postrider.url(), () -> "t0ken");
  }

  /** Whatever comes back, the row stays, and goes when the API is itself again. */
  @Test
  void noAnswerLosesARow() throws Exception {
    Mover mover = relay().timeout(Duration.ofSeconds(1)).clock(clock).random(new Random(1)).mover();
    Map<String, Answer> answers =
        Map.ofEntries(
            Map.entry("no answer", Answer.hang()),
            Map.entry("closed", Answer.close()),
            Map.entry("cut short", Answer.cutShort(200, 100, 10)),
            Map.entry("drip", Answer.drip(200, 1_000, Duration.ofMillis(20))),
            Map.entry("flood", Answer.flood(200)),
            Map.entry("redirect", Answer.redirect(307, postrider.url() + "/elsewhere")),
            Map.entry("no HTTP", Answer.raw("hello\r\n\r\n")),
            Map.entry("no JSON", Answer.status(200, "<html>")),
            Map.entry("too few", Answer.status(200, "{\"data\":[]}")),
            Map.entry(
                "too many", Answer.status(200, "{\"data\":[{\"status\":202},{\"status\":202}]}")),
            Map.entry("no status", Answer.status(200, "{\"data\":[{}]}")),
            Map.entry("odd status", Answer.status(200, "{\"data\":[{\"status\":1e9}]}")),
            Map.entry("no list", Answer.status(200, "{\"data\":{\"status\":202}}")),
            Map.entry("later", Answer.status(200, "{\"data\":[{\"status\":503}]}")),
            Map.entry("accepted", Answer.status(202, "{\"data\":[{\"status\":202}]}")),
            Map.entry("400", Answer.status(400)),
            Map.entry("401", Answer.status(401)),
            Map.entry("403", Answer.status(403)),
            Map.entry("404", Answer.status(404)),
            Map.entry("429", Answer.status(429)),
            Map.entry("500", Answer.status(500)));
    publish("a");
    for (Map.Entry<String, Answer> answer : answers.entrySet()) {
      postrider.answer(_ -> answer.getValue());
      int before = postrider.requests().size();
      assertThat(mover.round()).as(answer.getKey()).isFalse();
      assertThat(postrider.requests()).as(answer.getKey()).hasSize(before + 1);
      assertThat(mover.round()).as(answer.getKey()).isFalse();
      assertThat(postrider.requests()).as("pause after " + answer.getKey()).hasSize(before + 1);
      assertThat(mover.status().waiting()).as(answer.getKey()).isEqualTo(1);
      assertThat(mover.status().dead()).as(answer.getKey()).isZero();
      clock.turn(Duration.ofHours(1));
    }
    postrider.takeAll();
    assertThat(mover.round()).isTrue();
    assertThat(postrider.ids()).containsExactly("a");
  }

  /** Sent before its time and read after it, as when the answer takes its while. */
  @Test
  void aTimeThatPassesOnTheWayBuriesNothing() throws Exception {
    Mover mover = relay().clock(clock).random(new Random(1)).mover();
    publish(message("shop", "due").deliverAt(START.plusMillis(100)).build());
    postrider.refuse(message -> {
      clock.turn(Duration.ofMillis(200));
      return message.has("deliverAt") ? "{\"status\":422,\"detail\":[]}" : "";
    });
    mover.round();
    assertThat(mover.status().dead()).isZero();
    assertThat(mover.status().waiting()).isEqualTo(1);
    clock.turn(Duration.ofMinutes(1));
    mover.round();
    assertThat(postrider.ids()).containsExactly("due");
  }

  @Test
  void whatIsRefusedShortlyBeforeItsTimeHoldsUpNoOtherApplication() throws Exception {
    Mover mover = relay().clock(clock).random(new Random(1)).mover();
    publish(message("shop", "due").deliverAt(START.plusSeconds(60)).build());
    publish(message("zoo", "a").build());
    postrider.refuse(message -> message.has("deliverAt") ? "{\"status\":422,\"detail\":[]}" : "");
    mover.round();
    assertThat(postrider.ids()).containsExactly("a");
    publish(message("zoo", "b").build());
    mover.round();
    assertThat(postrider.ids()).containsExactly("a", "b");
    assertThat(postrider.requests()).hasSize(3);
    clock.turn(Duration.ofMinutes(1));
    mover.round();
    assertThat(postrider.ids()).containsExactly("a", "b", "due");
  }

  /** A proxy that refuses whatever comes says nothing about a message. */
  @Test
  void whereEverythingIsRefusedNothingIsBuried() throws Exception {
    Mover mover = relay().clock(clock).random(new Random(1)).mover();
    for (int n = 0; n < 100; n++) {
      publish("e-" + n);
    }
    for (int status : List.of(413, 422)) {
      postrider.answer(_ -> Answer.status(status, "<html>"));
      int before = postrider.requests().size();
      assertThat(mover.round()).isFalse();
      assertThat(mover.status()).isEqualTo(new OutboxStatus(100, 0, 0, mover.status().oldest()));
      // 100, 50, 25, 12, 6, 3, 1, and one that is no message.
      assertThat(postrider.requests()).hasSize(before + 8);
      mover.round();
      assertThat(postrider.requests()).hasSize(before + 8);
      clock.turn(Duration.ofMinutes(1));
    }
    postrider.takeAll();
    mover.round();
    assertThat(postrider.ids()).isEqualTo(IntStream.range(0, 100).mapToObj(n -> "e-" + n).toList());
  }

  /** However slow it is, a round ends, and gets as far as one message. */
  @Test
  void theSearchForWhatSpoilsABatchEndsWithTheRound() throws Exception {
    Mover mover = relay().clock(clock).random(new Random(1)).mover();
    postrider.answer(request -> {
      clock.turn(Duration.ofSeconds(3));
      return Batches.isOne(Batches.messages(request).get(0))
          ? Answer.status(413)
          : Answer.status(200, postrider.each(request, any -> ""));
    });
    for (int n = 0; n < 16; n++) {
      publish("e-" + n);
    }
    assertThat(mover.round()).isTrue();
    assertThat(mover.status().dead()).isEqualTo(1);
    assertThat(postrider.requests()).hasSize(6);
    while (mover.round()) {
      // until there is nothing more to do
    }
    assertThat(mover.status().dead()).isEqualTo(16);
    assertThat(postrider.ids()).isEmpty();
  }

  /** Whoever has much to send does not keep the others waiting, even when rounds are short. */
  @Test
  void applicationsTakeTurns() throws Exception {
    Mover mover = relay().batch(1, 100).clock(clock).random(new Random(1)).mover();
    postrider.answer(request -> {
      clock.turn(Duration.ofSeconds(11));
      return Answer.status(200, postrider.each(request, any -> ""));
    });
    for (String application : List.of("a", "b", "c")) {
      publish(message(application, application + "-1").build());
      publish(message(application, application + "-2").build());
    }
    while (mover.round()) {
      // until there is nothing more to do
    }
    assertThat(postrider.ids()).containsExactly("a-1", "b-1", "c-1", "a-2", "b-2", "c-2");
  }

  @Test
  void anErrorEndsNoRelay() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    publish("a");
    try (OutboxRelay relay =
        OutboxRelay.builder(database, postrider.url(), () -> broken(asked, 1))
            .pauses(Duration.ofMillis(1), Duration.ofMillis(10))
            .start()) {
      Awaitility.await().atMost(SOON).until(() -> relay.status().sent() == 1);
    }
    assertThat(postrider.ids()).containsExactly("a");
  }

  /** A log that cannot write what was thrown is no reason to send nothing any more. */
  @Test
  void anErrorThatTheLogCannotWriteEndsNoRelay() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Handler unwilling =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            throw new IllegalStateException("the log is full");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(OutboxRelay.class.getName());
    logger.addHandler(unwilling);
    publish("a");
    try (OutboxRelay relay =
        OutboxRelay.builder(database, postrider.url(), () -> broken(asked, 1))
            .pauses(Duration.ofMillis(1), Duration.ofMillis(10))
            .start()) {
      Awaitility.await().atMost(SOON).until(() -> relay.status().sent() == 1);
      // Nor is it one to send what is refused for ever.
      postrider.refuse(any -> "{\"status\":422,\"detail\":\"no\"}");
      publish("b");
      Awaitility.await().atMost(SOON).until(() -> relay.status().dead() == 1);
    } finally {
      logger.removeHandler(unwilling);
    }
  }

  /** Fails in the one way that a program does not expect, the so manieth time it is asked. */
  private static String broken(AtomicInteger asked, int time) {
    if (asked.incrementAndGet() == time) {
      throw new NoClassDefFoundError("a library is not there");
    }
    return "t0ken";
  }

  /** Auto-commit would commit what is open, were it set again before that is rolled back. */
  @Test
  void whatAnErrorInterruptsIsRolledBack() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    publish("a");
    publish(message("zoo", "b").build());
    for (UrlDataSource source : List.of(database, BrokenDataSource.stubborn(database))) {
      asked.set(0);
      Mover mover =
          OutboxRelay.builder(source, postrider.url(), () -> broken(asked, 2)).clock(clock).mover();
      assertThatThrownBy(mover::round).isInstanceOf(NoClassDefFoundError.class);
      assertThat(postrider.ids()).containsExactly("a");
      assertThat(mover.status().waiting()).isEqualTo(2);
    }
  }

  @Test
  void aPauseDoesNotOutlastAClockThatIsSetBack() {
    Pauses pauses = new Pauses(Duration.ofMinutes(1), Duration.ofMinutes(1), new Random(7));
    pauses.pauseAll(START, Duration.ZERO);
    pauses.pause("shop", START);
    Instant back = START.minus(Duration.ofMinutes(30));
    assertThat(pauses.everything(START)).isTrue();
    assertThat(pauses.everything(back)).isFalse();
    assertThat(pauses.application("shop", START)).isTrue();
    assertThat(pauses.application("shop", back)).isFalse();
  }

  @Test
  void pausesGrowToALimitAndHalfOfThemIsByChance() {
    Pauses pauses = new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random(7));
    for (long most : List.of(1, 2, 4, 8, 16, 32, 60, 60, 60)) {
      assertThat(pauses.pauseAll(START, Duration.ZERO))
          .isBetween(Duration.ofMillis(most * 500), Duration.ofSeconds(most));
    }
    assertThat(pauses.pauseAll(START, Duration.ofDays(3))).isEqualTo(Duration.ofHours(1));
    pauses.succeeded("shop");
    assertThat(pauses.everything(START)).isFalse();
    assertThat(pauses.pauseAll(START, Duration.ZERO)).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void moreApplicationsThatFailThanThereIsRoomForPauseEverything() {
    Pauses pauses = new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random(7));
    for (int n = 0; n < 500; n++) {
      pauses.pause("app-" + n, START);
    }
    assertThat(pauses.everything(START)).isFalse();
    assertThat(IntStream.range(0, 500)).allMatch(n -> pauses.application("app-" + n, START));
    assertThat(pauses.application("one-more", START)).isFalse();
    pauses.pause("one-more", START);
    assertThat(pauses.everything(START)).isTrue();
    pauses.pause("one-more", START.plusSeconds(2));
    assertThat(pauses.application("one-more", START.plusSeconds(2))).isTrue();
    assertThat(pauses.application("app-1", START.plusSeconds(2))).isFalse();
  }

  @Test
  void aTimeToComeBackMayBeADate() throws Exception {
    Mover mover = relay().clock(clock).random(new Random(1)).mover();
    publish("a");
    postrider.answer(_ -> Answer.retryAfter(429, "Wed, 25 Nov 2026 12:05:00 GMT"));
    mover.round();
    assertThat(mover.pauseLeft()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void theTokenIsAskedForEachTimeAndNeverLogged() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    StringBuilder logged = new StringBuilder();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            logged.append(new SimpleFormatter().format(line));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(OutboxRelay.class.getName());
    logger.addHandler(handler);
    try {
      Mover mover =
          OutboxRelay.builder(
                  database,
                  postrider.url(),
                  () ->
                      switch (asked.getAndIncrement()) {
                        case 0 -> throw new IllegalStateException("t0ken");
                        case 1 -> "t0ken\r\nX: 1";
                        default -> "t0ken" + asked.get();
                      })
              .clock(clock)
              .mover();
      publish("a");
      for (int n = 0; n < 3; n++) {
        postrider.answer(_ -> Answer.status(401));
        mover.round();
        clock.turn(Duration.ofMinutes(2));
      }
      postrider.takeAll();
      assertThat(mover.round()).isTrue();
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(postrider.requests()).hasSize(2);
    assertThat(postrider.requests().getLast().header("authorization")).contains("Bearer t0ken4");
    assertThat(logged.toString()).contains("401, the token is refused").doesNotContain("t0ken");
  }

  @Test
  void itSendsWhatItIsWokenForAndStopsWhenItIsClosed() throws Exception {
    OutboxRelay relay = relay().interval(Duration.ofHours(1)).start();
    publish("a");
    relay.wake();
    Awaitility.await().atMost(SOON).until(() -> postrider.ids().contains("a"));
    Awaitility.await().atMost(SOON).until(() -> relay.status().waiting() == 0);
    publish("b");
    relay.wake();
    Awaitility.await().atMost(SOON).until(() -> relay.status().sent() == 2);
    relay.close();
    relay.close();
    publish("c");
    relay.wake();
    try (OutboxRelay next = relay().interval(Duration.ofMillis(10)).start()) {
      Awaitility.await().atMost(SOON).until(() -> next.status().waiting() == 0);
    }
    assertThat(postrider.ids()).containsExactly("a", "b", "c");
    assertThat(relay.status().sent()).isEqualTo(2);
  }

  @Test
  void itOutlivesADatabaseThatIsGoneForAWhile() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    UrlDataSource moody =
        new UrlDataSource(database.url()) {
          @Override
          public Connection getConnection() throws SQLException {
            if (Thread.currentThread().getName().equals("postrider-outbox")
                && failures.incrementAndGet() < 4) {
              throw new SQLException("gone");
            }
            return super.getConnection();
          }
        };
    publish("a");
    try (OutboxRelay relay =
        OutboxRelay.builder(moody, postrider.url(), () -> "t")
            .interval(Duration.ofMillis(10))
            .pauses(Duration.ofMillis(1), Duration.ofMillis(10))
            .start()) {
      Awaitility.await().atMost(SOON).until(() -> relay.status().sent() == 1);
      assertThat(failures.get()).isGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void whatIsWrongWithTheSettingsIsToldAtTheStart() {
    for (String url :
        List.of("postrider", "ftp://a", "http:///a", "http://me:pw@a", "http://a?b")) {
      assertRefused(OutboxRelay.builder(database, URI.create(url), () -> ""), "postrider: ");
    }
    assertRefused(relay().batch(1_001, 1), "batch: ");
    assertRefused(relay().batch(0, 1), "batch: ");
    assertRefused(relay().batch(1, 0), "batch: ");
    assertRefused(relay().interval(Duration.ZERO), "interval: ");
    assertRefused(relay().interval(Duration.ofSeconds(Long.MAX_VALUE)), "interval: ");
    assertRefused(relay().timeout(Duration.ofDays(2)), "timeout: ");
    assertRefused(relay().table("a b"), "a table's name");
    assertRefused(relay().pauses(Duration.ofSeconds(2), Duration.ofSeconds(1)), "pauses: ");
    assertRefused(relay().pauses(Duration.ZERO, Duration.ofSeconds(1)), "the first pause: ");
  }

  private static void assertRefused(OutboxRelay.Builder builder, String beginning) {
    assertThatThrownBy(builder::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(beginning)
        .hasMessageNotContaining("pw");
  }
}
