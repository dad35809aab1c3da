package dev.postrider.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.receiver.store.Arrival;
import dev.postrider.receiver.store.Batch;
import dev.postrider.receiver.store.Content;
import dev.postrider.receiver.store.SqliteStore;
import dev.postrider.receiver.store.Store;
import dev.postrider.receiver.store.StoreException;
import dev.postrider.testkit.TurnedClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** An inbox in a file, its clock, and what its handler was given. */
abstract class InboxFixture {
  @TempDir Path directory;

  final TurnedClock clock = new TurnedClock(Instant.ofEpochSecond(1_700_000_000));
  final Sender sender = new Sender(clock);

  /** Id and attempt of each call, as {@code id#1}. */
  final List<String> handled = new CopyOnWriteArrayList<>();

  private @Nullable Inbox inbox;

  @AfterEach
  void closeInbox() {
    if (inbox != null) {
      inbox.close();
    }
  }

  /** Opens one that notes each call and then does this. */
  final Inbox open(Handler handler, UnaryOperator<InboxBuilder> settings) throws StoreException {
    Handler noting =
        webhook -> {
          handled.add(webhook.id() + "#" + webhook.attempt());
          handler.handle(webhook);
        };
    Inbox opened =
        settings
            .apply(
                Inbox.builder(sender.verifier(), noting)
                    .clock(clock)
                    .nanoTime(this::nanoTime)
                    .answerTime(Duration.ofSeconds(30))
                    .file(directory.resolve("webhooks.db")))
            .open();
    inbox = opened;
    return opened;
  }

  /** What so many processes leave that end while they handle these, each time all of them. */
  final void die(int times, String... ids) throws StoreException {
    byte[] none = KeptHeaders.of(name -> List.of(), List.of()).stored();
    List<Arrival> arrivals =
        Stream.of(ids)
            .map(id -> new Arrival(id, null, clock.instant(), new Content(none, new byte[0])))
            .toList();
    for (int i = 0; i < times; i++) {
      try (Store store = SqliteStore.open(directory.resolve("webhooks.db"), "postrider_inbox_")) {
        // A commit claims one at most that is to be handled alone.
        for (int claimed = 0; claimed < ids.length; ) {
          Batch batch =
              new Batch(
                  arrivals, List.of(), ids.length, 1000, clock.instant(), Integer.MAX_VALUE, null);
          claimed += store.commit(batch).claimed().size();
        }
      }
    }
  }

  final long nanoTime() {
    return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
  }

  final Inbox open(Handler handler) throws StoreException {
    return open(handler, builder -> builder);
  }

  final void take(Inbox inbox, String... ids) {
    for (String id : ids) {
      assertThat(sender.send(inbox, id, "body of " + id)).isEqualTo(new Receipt.Taken(id));
    }
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10));
  }

  /** Waits until the store holds nothing to be handled and nothing runs. */
  static void awaitDone(Inbox inbox) {
    await()
        .untilAsserted(() -> {
          InboxCounts counts = inbox.counts();
          assertThat(counts.waiting() + counts.running()).as(counts.toString()).isZero();
        });
  }
}
