package dev.postrider.receiver.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The contract in tables, and what holds for all of these. */
abstract class SqlStoreContract extends StoreContract {

  @Test
  void countsAndDeadLettersAreReadWhileACommitIsOnItsWay() throws Exception {
    arrive(arrival("a"), arrival("b"));
    settle(new Settlement.Dead(claim(1).getFirst().number(), 1, NOW, "no"));
    assertThat(readDuringACommit()).isEqualTo(new Backlog(1, 1));
  }

  /** The backlog, read by another thread while a transaction has not ended. */
  private Backlog readDuringACommit() throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      return ((SqlStore) store)
          .transact(
              "",
              c -> {
                Future<Backlog> read =
                    thread.submit(() -> {
                      store.dead(1);
                      return store.backlog();
                    });
                try {
                  return read.get(20, TimeUnit.SECONDS);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
    }
  }
}
