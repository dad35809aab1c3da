package dev.postrider.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.receiver.store.Arrival;
import dev.postrider.receiver.store.Batch;
import dev.postrider.receiver.store.Content;
import dev.postrider.receiver.store.Settlement;
import dev.postrider.receiver.store.SqliteStore;
import dev.postrider.receiver.store.Store;
import dev.postrider.receiver.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Between the end of a handler and the moment when that is on disk. */
final class SettlingTest extends InboxFixture {

  private Store file() throws StoreException {
    return SqliteStore.open(directory.resolve("webhooks.db"), "postrider_inbox_");
  }

  /** The claim was another's when the transaction ended, and has come back since. */
  @Test
  void aClaimThatCameBackWhileItsHandlerRanIsRunAgain() throws Exception {
    StoreAround store = new StoreAround(file(), clock.instant());
    store.lost.set(1);
    try (Inbox inbox =
        Inbox.transactional(sender.verifier(), (webhook, connection) -> {})
            .clock(clock)
            .answerTime(Duration.ofSeconds(30))
            .store(store)
            .open()) {
      take(inbox, "msg_1");
      awaitDone(inbox);
      assertThat(inbox.counts().handled()).isEqualTo(1);
    }
  }

  @Test
  void oneThatIsGivenUpWithoutBeingRunTakesNoPlaceAndIsNeverOverItsTime() throws Exception {
    byte[] none = KeptHeaders.of(name -> List.of(), List.of()).stored();
    try (Store store = file()) {
      List<Arrival> arrivals =
          List.of(
              new Arrival("killer", null, clock.instant(), new Content(none, new byte[0])),
              new Arrival("slow", null, clock.instant(), new Content(none, new byte[0])));
      // It has had as many attempts as are allowed by now.
      long killer =
          store
              .commit(new Batch(arrivals, List.of(), 1, 1000, clock.instant(), null))
              .claimed()
              .getFirst()
              .number();
      Settlement failed = new Settlement.Retry(killer, clock.instant(), "no");
      store.commit(new Batch(List.of(), List.of(failed), 0, 0, clock.instant(), null));
    }
    StoreAround store = new StoreAround(file(), clock.instant());
    store.slow = batch -> !batch.settlements().isEmpty();
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Inbox inbox =
        open(
            webhook -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                interrupted.countDown();
                end.await();
              }
            },
            builder ->
                builder
                    .store(store)
                    .handlerTime(Duration.ofSeconds(30))
                    .backOff(new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), 1)));
    store.heldUp.await();
    await().until(() -> handled.contains("slow#1"));
    clock.turn(Duration.ofSeconds(31));
    // Both are looked at in one pass, the one that came first before the other.
    interrupted.await();
    assertThat(inbox.counts().overdue()).isEqualTo(1);
    assertThat(inbox.counts().running()).isEqualTo(1);
    end.countDown();
    store.go.countDown();
    awaitDone(inbox);
    assertThat(handled).containsExactly("slow#1");
    assertThat(inbox.counts().dead()).isEqualTo(1);
    assertThat(inbox.counts().overdue()).isZero();
  }

  /** Whoever closes in a hurry need not lose what has ended. */
  @Test
  void anInterruptedCloseStillWritesWhatHasEnded() throws Exception {
    StoreAround store = new StoreAround(file(), clock.instant());
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<Thread> runs = new CompletableFuture<>();
    Inbox inbox =
        open(
            webhook -> {
              runs.complete(Thread.currentThread());
              end.await();
            },
            builder -> builder.store(store));
    take(inbox, "msg_1");
    Thread handler = runs.join();
    store.slow = batch -> true;
    store.heldUp.await();
    end.countDown();
    handler.join();

    CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
    Thread closing =
        Thread.ofPlatform()
            .start(() -> {
              Thread.currentThread().interrupt();
              inbox.close();
              stillInterrupted.complete(Thread.interrupted());
            });
    await()
        .until(() ->
            closing.getState() == Thread.State.TIMED_WAITING
                || closing.getState() == Thread.State.TERMINATED);
    store.go.countDown();
    assertThat(stillInterrupted.join()).isTrue();
    Inbox next = open(webhook -> {});
    awaitDone(next);
    assertThat(handled).containsExactly("msg_1#1");
  }

  /** The store comes back while the inbox closes. */
  @Test
  void theLastTransactionIsTriedAgainWhenItFails() throws Exception {
    StoreAround store = new StoreAround(file(), clock.instant());
    CountDownLatch end = new CountDownLatch(1);
    Inbox inbox = open(webhook -> end.await(), builder -> builder.store(store));
    take(inbox, "msg_1");
    await().until(() -> handled.contains("msg_1#1"));
    store.away = true;
    end.countDown();
    await().until(() -> store.failed.get() > 0);

    Thread closing =
        Thread.ofPlatform()
            .start(() -> {
              Thread.currentThread().interrupt();
              inbox.close();
            });
    await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
    int before = store.failed.get();
    await().until(() -> store.failed.get() > before);
    store.away = false;
    closing.join();
    Inbox next = open(webhook -> {});
    awaitDone(next);
    assertThat(handled).containsExactly("msg_1#1");
  }

  /** Or it would be the last thing that this inbox does. */
  @Test
  void aFailureThatCannotBeLoggedIsOneLikeAnyOther() throws Exception {
    StoreAround store = new StoreAround(file(), clock.instant());
    Inbox inbox = open(webhook -> {}, builder -> builder.store(store));
    store.fault = Unspeakable::new;
    store.away = true;
    assertThat(sender.send(inbox, "msg_1", "x")).isEqualTo(new Receipt.Unavailable());
    store.away = false;
    await().until(() -> sender.send(inbox, "msg_1", "x").status() == 200);
    awaitDone(inbox);
    assertThat(handled).containsExactly("msg_1#1");
  }

  /** What is on disk is answered 200, whatever becomes of a line of the log. */
  @Test
  void aLogThatFailsDoesNotTakeBackWhatIsStored() throws Exception {
    StoreAround store = new StoreAround(file(), clock.instant());
    Inbox inbox = open(webhook -> {}, builder -> builder.store(store));
    store.away = true;
    assertThat(sender.send(inbox, "msg_1", "x")).isEqualTo(new Receipt.Unavailable());
    try (LogLines log = new LogLines(line -> line.endsWith("the store is back"))) {
      store.slow = batch -> !batch.arrivals().isEmpty();
      CompletableFuture<Receipt> second =
          CompletableFuture.supplyAsync(() -> sender.send(inbox, "msg_2", "x"));
      store.heldUp.await();
      store.away = false;
      store.go.countDown();
      assertThat(second.join()).isEqualTo(new Receipt.Taken("msg_2"));
      // Behind the answer, because it may fail.
      await().untilAsserted(() -> assertThat(log.lines()).contains("INFO the store is back"));
    }
    awaitDone(inbox);
    assertThat(handled).containsExactly("msg_2#1");
  }

  @Test
  void whoAsksIsToldThatNothingCanBeStored() throws Exception {
    StoreAround store = new StoreAround(file(), clock.instant());
    Inbox inbox = open(webhook -> {}, builder -> builder.store(store));
    inbox.check();
    store.away = true;
    assertThatThrownBy(inbox::check).isInstanceOf(StoreException.class);
    store.away = false;
    inbox.check();
    inbox.close();
    assertThatThrownBy(inbox::check).isInstanceOf(StoreException.class);
  }
}
