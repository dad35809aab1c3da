package dev.postrider.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that fail, hang, and come in an order; and what becomes of them at the end. */
final class HandlersTest extends InboxFixture {
  private static final BackOff THREE =
      new BackOff(Duration.ofSeconds(10), Duration.ofSeconds(15), 3);

  @Test
  void aFailedOneIsTriedAgainAfterItsPauseAndThenIsADeadLetter() throws Exception {
    Inbox inbox =
        open(
            webhook -> {
              if (webhook.id().equals("bad")) {
                throw new IllegalStateException("attempt\n\u0000" + webhook.attempt());
              }
            },
            builder -> builder.backOff(THREE));
    take(inbox, "bad");
    awaitHandled("bad#1");
    clock.turn(Duration.ofMillis(9_999));
    settled(inbox, "barrier1");
    assertThat(handled).doesNotContain("bad#2");
    clock.turn(Duration.ofMillis(1));
    awaitHandled("bad#2");
    // The pause doubles, up to the longest.
    awaitFailed(inbox, 2);
    clock.turn(Duration.ofMillis(14_999));
    settled(inbox, "barrier2");
    assertThat(handled).doesNotContain("bad#3");
    assertThat(inbox.deadLetters(10)).isEmpty();
    clock.turn(Duration.ofMillis(1));
    awaitHandled("bad#3");
    await().until(() -> inbox.counts().dead() == 1);

    DeadLetter dead = inbox.deadLetters(10).getFirst();
    assertThat(dead.webhook().id()).isEqualTo("bad");
    assertThat(dead.webhook().text()).isEqualTo("body of bad");
    assertThat(dead.webhook().attempt()).isEqualTo(3);
    assertThat(dead.error()).isEqualTo("java.lang.IllegalStateException: attempt  3");
    assertThat(dead.died()).isEqualTo(clock.instant());
    clock.turn(Duration.ofDays(1));
    settled(inbox, "barrier3");
    assertThat(handled).doesNotContain("bad#4");
    assertThat(sender.send(inbox, "bad", "x")).isEqualTo(new Receipt.Duplicate("bad"));

    assertThat(inbox.retry("bad")).isTrue();
    await().until(() -> handled.stream().filter("bad#1"::equals).count() == 2);
    assertThat(inbox.retry("bad")).as("it is none at the moment").isFalse();
    assertThat(inbox.discard("bad")).isFalse();
  }

  @Test
  void aDeadLetterCanBeDiscarded() throws Exception {
    Inbox inbox = open(this::fail, builder -> builder.backOff(once()));
    take(inbox, "bad");
    await().until(() -> inbox.counts().dead() == 1);
    assertThat(inbox.discard("bad")).isTrue();
    assertThat(inbox.deadLetters(10)).isEmpty();
    assertThat(sender.send(inbox, "bad", "x")).isEqualTo(new Receipt.Duplicate("bad"));
  }

  @Test
  void errorsAreFailuresToo() throws Exception {
    Inbox inbox =
        open(
            webhook -> {
              if (webhook.attempt() == 1) {
                throw new StackOverflowError();
              }
            },
            builder -> builder.backOff(THREE));
    take(inbox, "bad");
    awaitFailed(inbox, 1);
    clock.turn(Duration.ofSeconds(10));
    awaitDone(inbox);
    assertThat(handled).containsExactly("bad#1", "bad#2");
  }

  /** Neither its text nor the log can be written. */
  @Test
  void whatCannotSayWhatItIsIsAFailureToo() throws Exception {
    Inbox inbox =
        open(
            webhook -> {
              throw new Unspeakable();
            },
            builder ->
                builder
                    .orderKey(HandlersTest::key)
                    .backOff(new BackOff(Duration.ofSeconds(10), Duration.ofSeconds(10), 2)));
    take(inbox, "a:1");
    awaitFailed(inbox, 1);
    clock.turn(Duration.ofSeconds(10));
    await().until(() -> inbox.counts().dead() == 1);
    assertThat(inbox.deadLetters(1).getFirst().error()).isEqualTo(Unspeakable.class.getName());
    assertThat(inbox.counts().running()).isZero();
  }

  @Test
  void noMoreRunThanThereArePlaces() throws Exception {
    Semaphore go = new Semaphore(0);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Inbox inbox =
        open(
            webhook -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              go.acquire();
              running.decrementAndGet();
            },
            builder -> builder.concurrency(3));
    for (int i = 0; i < 20; i++) {
      take(inbox, "msg_" + i);
    }
    await().until(() -> inbox.counts().running() == 3);
    assertThat(inbox.counts().waiting()).isEqualTo(17);
    go.release(10);
    await().until(() -> inbox.counts().handled() == 10);
    await().until(() -> inbox.counts().running() == 3);
    go.release(10);
    awaitDone(inbox);
    assertThat(most).hasValue(3);
    assertThat(handled).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void ofOneKeyOneRunsAtATimeInTheOrderOfArrival() throws Exception {
    var running = new ConcurrentHashMap<String, String>();
    Inbox inbox =
        open(
            webhook -> {
              String key = key(webhook);
              assertThat(running.put(key, webhook.id())).as("alone of its key").isNull();
              // Something that takes a moment, in which another could begin.
              sender.headers(webhook.id(), webhook.text());
              running.remove(key);
            },
            builder -> builder.orderKey(HandlersTest::key).backOff(once()));
    for (int i = 0; i < 100; i++) {
      take(inbox, "%d:%03d".formatted(i % 4, i));
    }
    awaitDone(inbox);
    assertThat(inbox.deadLetters(1)).isEmpty();
    assertThat(handled).hasSize(100);
    for (String key : List.of("0", "1", "2", "3")) {
      assertThat(handled).filteredOn(id -> id.startsWith(key)).hasSize(25).isSorted();
    }
  }

  @Test
  void aFailedOneHoldsBackItsKeyAndADeadOneDoesNot() throws Exception {
    Inbox inbox =
        open(
            webhook -> {
              if (webhook.id().equals("a:1")) {
                throw new IllegalStateException();
              }
            },
            builder ->
                builder
                    .orderKey(HandlersTest::key)
                    .backOff(new BackOff(Duration.ofSeconds(10), Duration.ofSeconds(10), 2)));
    take(inbox, "a:1", "a:2", "b:1");
    await().until(() -> inbox.counts().handled() == 1);
    awaitFailed(inbox, 1);
    settled(inbox, "c:1");
    assertThat(handled).doesNotContain("a:2#1").contains("b:1#1");
    clock.turn(Duration.ofSeconds(10));
    awaitDone(inbox);
    assertThat(handled).containsSubsequence("a:1#1", "a:1#2", "a:2#1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withoutAKeyThatCanBeFoundItIsHandledAllTheSame(boolean error) throws Exception {
    Inbox inbox =
        open(
            webhook -> {},
            builder ->
                builder.orderKey(webhook -> {
                  if (error) {
                    throw new StackOverflowError();
                  }
                  throw new IllegalArgumentException("no JSON");
                }));
    take(inbox, "msg_1");
    awaitDone(inbox);
    assertThat(handled).containsExactly("msg_1#1");
  }

  @Test
  void oneThatHangsIsInterruptedAndTriedAgain() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Inbox inbox =
        open(
            webhook -> {
              if (webhook.attempt() == 1) {
                never.await();
              }
            },
            builder -> builder.handlerTime(Duration.ofSeconds(30)).backOff(THREE).concurrency(1));
    take(inbox, "slow");
    awaitHandled("slow#1");
    clock.turn(Duration.ofSeconds(31));
    awaitFailed(inbox, 1);
    clock.turn(Duration.ofSeconds(10));
    awaitDone(inbox);
    assertThat(handled).containsExactly("slow#1", "slow#2");
  }

  /** Whatever goes wrong with one look at the handlers, there is another. */
  @Test
  void whatWatchesTheTimeOfHandlersSurvivesAnError() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean broken = new AtomicBoolean();
    Inbox inbox =
        open(
            webhook -> {
              if (webhook.attempt() == 1) {
                never.await();
              }
            },
            builder ->
                builder
                    .handlerTime(Duration.ofSeconds(30))
                    .backOff(THREE)
                    .nanoTime(() -> {
                      boolean watch =
                          Thread.currentThread().getName().equals("postrider-inbox-limits");
                      if (watch && broken.compareAndSet(false, true)) {
                        throw new StackOverflowError();
                      }
                      return nanoTime();
                    }));
    take(inbox, "slow");
    awaitHandled("slow#1");
    await().until(broken::get);
    clock.turn(Duration.ofSeconds(31));
    awaitFailed(inbox, 1);
    clock.turn(Duration.ofSeconds(10));
    awaitDone(inbox);
    assertThat(handled).containsExactly("slow#1", "slow#2");
  }

  @Test
  void oneThatCannotBeInterruptedGivesItsPlaceAwayAndKeepsItsKey() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Inbox inbox =
        open(
            webhook -> {
              if (webhook.id().equals("a:1")) {
                deaf(end);
              }
            },
            builder ->
                builder
                    .orderKey(HandlersTest::key)
                    .handlerTime(Duration.ofSeconds(30))
                    .concurrency(1));
    take(inbox, "a:1", "a:2", "b:1");
    awaitHandled("a:1#1");
    assertThat(handled).doesNotContain("b:1#1");
    clock.turn(Duration.ofSeconds(31));
    awaitHandled("b:1#1");
    settled(inbox, "b:2");
    assertThat(inbox.counts().overdue()).isEqualTo(1);
    assertThat(handled).doesNotContain("a:2#1");
    end.countDown();
    awaitDone(inbox);
    assertThat(handled)
        .as("it returned, so it is done")
        .containsExactly("a:1#1", "b:1#1", "b:2#1", "a:2#1");
    assertThat(inbox.counts().overdue()).isZero();
  }

  /** Or threads without end would pile up. */
  @Test
  void whenAsManyHangAsThereArePlacesNoMoreAreStarted() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Inbox inbox =
        open(
            webhook -> deaf(end),
            builder -> builder.handlerTime(Duration.ofSeconds(30)).concurrency(2));
    for (int i = 0; i < 10; i++) {
      take(inbox, "msg_" + i);
    }
    await().until(() -> inbox.counts().running() == 2);
    for (int round = 0; round < 3; round++) {
      int running = Math.min(2 * (round + 1), 4);
      await().until(() -> inbox.counts().running() == running);
      clock.turn(Duration.ofSeconds(31));
      int least = Math.min(2 * (round + 1), 4);
      await().until(() -> inbox.counts().overdue() >= least);
    }
    await().until(() -> inbox.counts().overdue() == 4);
    take(inbox, "one_more");
    assertThat(inbox.counts().running()).isEqualTo(4);
    end.countDown();
    awaitDone(inbox);
    assertThat(handled).hasSize(11).doesNotHaveDuplicates();
  }

  @Test
  void closingWaitsForWhatRunsAndTakesNothing() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Inbox inbox = open(webhook -> end.await(), builder -> builder.concurrency(1));
    take(inbox, "msg_1", "msg_2");
    awaitHandled("msg_1#1");
    Thread closing = Thread.ofPlatform().start(inbox::close);
    // It waits for the handler, so it has stopped the taking.
    await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
    assertThat(sender.send(inbox, "msg_3", "x")).isEqualTo(new Receipt.Unavailable());
    end.countDown();
    closing.join();
    assertThat(handled).containsExactly("msg_1#1");
    Inbox next = open(webhook -> {});
    awaitDone(next);
    assertThat(handled).as("msg_1 is done").containsExactly("msg_1#1", "msg_2#1");
  }

  @Test
  void whatDoesNotEndInTimeIsHandledAfterTheNextStart() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Inbox inbox = open(webhook -> never.await(), builder -> builder.drainTime(Duration.ZERO));
    take(inbox, "msg_1");
    awaitHandled("msg_1#1");
    inbox.close();
    Inbox next = open(webhook -> {});
    awaitDone(next);
    assertThat(handled).as("the first time does not count").containsExactly("msg_1#1", "msg_1#1");
  }

  @Test
  void thoseThatComputeLeaveRoomForOthersOnThreadsOfTheirOwn() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    int many = Runtime.getRuntime().availableProcessors() + 1;
    Inbox inbox =
        open(
            webhook -> {
              while (webhook.id().startsWith("endless") && !enough.get()) {
                Thread.onSpinWait();
              }
            },
            builder -> builder.handlerThreads(Thread.ofPlatform().daemon().factory()));
    for (int i = 0; i < many; i++) {
      take(inbox, "endless" + i);
      awaitHandled("endless" + i + "#1");
    }
    take(inbox, "other");
    await().until(() -> inbox.counts().handled() == 1);
    enough.set(true);
    awaitDone(inbox);
  }

  /** Nobody knows then whether the last attempt was ended by its process. */
  @Test
  void oneThatHadMoreAttemptsThanAreAllowedNowKeepsItsReason() throws Exception {
    Inbox inbox =
        open(
            webhook -> {
              throw new IllegalStateException("the real reason");
            },
            builder -> builder.backOff(THREE));
    take(inbox, "bad");
    awaitFailed(inbox, 1);
    clock.turn(Duration.ofSeconds(10));
    awaitFailed(inbox, 2);
    inbox.close();
    clock.turn(Duration.ofSeconds(15));
    BackOff two = new BackOff(Duration.ofSeconds(10), Duration.ofSeconds(15), 2);
    Inbox next = open(webhook -> {}, builder -> builder.backOff(two));
    await().until(() -> next.counts().dead() == 1);
    DeadLetter dead = next.deadLetters(1).getFirst();
    assertThat(dead.error())
        .contains("more attempts than are allowed")
        .contains("IllegalStateException: the real reason");
    assertThat(dead.webhook().attempt()).isEqualTo(2);
    assertThat(handled).containsExactly("bad#1", "bad#2");
    assertThat(next.retry("bad")).isTrue();
    awaitDone(next);
    assertThat(handled).containsExactly("bad#1", "bad#2", "bad#1");
  }

  private static String key(Webhook webhook) {
    return webhook.id().substring(0, 1);
  }

  private static BackOff once() {
    return new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), 1);
  }

  private void fail(Webhook webhook) {
    throw new IllegalStateException(webhook.id());
  }

  /** Waits without minding any interruption. */
  private static void deaf(CountDownLatch latch) {
    boolean ended = false;
    while (!ended) {
      try {
        latch.await();
        ended = true;
      } catch (InterruptedException ignored) {
        // This is the point of it.
      }
    }
  }

  private void awaitHandled(String call) {
    await().until(() -> handled.contains(call));
  }

  /** The failure is in the store. */
  private static void awaitFailed(Inbox inbox, int failures) {
    await()
        .until(() -> {
          InboxCounts counts = inbox.counts();
          return counts.failed() == failures && counts.running() == 0 && counts.waiting() > 0;
        });
  }

  /** Has this handled, so that the store has been asked meanwhile for everything that is due. */
  private void settled(Inbox inbox, String barrier) {
    take(inbox, barrier);
    awaitHandled(barrier + "#1");
  }
}
