package dev.postrider.receiver;

import dev.postrider.receiver.store.Backlog;
import dev.postrider.receiver.store.Batch;
import dev.postrider.receiver.store.Claimed;
import dev.postrider.receiver.store.Committed;
import dev.postrider.receiver.store.Dead;
import dev.postrider.receiver.store.Settlement;
import dev.postrider.receiver.store.Store;
import dev.postrider.receiver.store.StoreException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store whose commits can be held up or fail, and whose transactions can lose their claims. */
final class StoreAround implements Store {
  private final Store store;
  private final Instant now;

  /** Which commits are held up, until {@link #go} is counted down. */
  volatile Predicate<Batch> slow = batch -> false;

  /** Counted down when one is. */
  final CountDownLatch heldUp = new CountDownLatch(1);

  final CountDownLatch go = new CountDownLatch(1);

  /** While it is true, commits fail. */
  volatile boolean away;

  /** What they fail with instead of a {@link StoreException}; null for that. */
  volatile @Nullable Supplier<RuntimeException> fault;

  /** How many have. */
  final AtomicInteger failed = new AtomicInteger();

  /** How many transactions still find that their claims do not stand. */
  final AtomicInteger lost = new AtomicInteger();

  StoreAround(Store store, Instant now) {
    this.store = store;
    this.now = now;
  }

  @Override
  public Committed commit(Batch batch) throws StoreException {
    if (slow.test(batch)) {
      heldUp.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (away) {
      failed.incrementAndGet();
      Supplier<RuntimeException> other = fault;
      if (other != null) {
        throw other.get();
      }
      throw new StoreException("away", new SQLException("away"));
    }
    return store.commit(batch);
  }

  @Override
  public void keepAlive() throws StoreException {
    store.keepAlive();
  }

  @Override
  public void giveBack(Set<Long> except) throws StoreException {
    store.giveBack(except);
  }

  @Override
  public void check() throws StoreException {
    if (away) {
      throw new StoreException("away", new SQLException("away"));
    }
    store.check();
  }

  @Override
  public Backlog backlog() throws StoreException {
    return store.backlog();
  }

  @Override
  public List<Dead> dead(int limit) throws StoreException {
    return store.dead(limit);
  }

  @Override
  public boolean retry(String id, Instant due) throws StoreException {
    return store.retry(id, due);
  }

  @Override
  public boolean discard(String id) throws StoreException {
    return store.discard(id);
  }

  @Override
  public boolean joins() {
    return true;
  }

  /** Settles without doing the work, for which it has no connection. */
  @Override
  public boolean settleWith(Claimed webhook, Work work) throws Exception {
    if (lost.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return false;
    }
    Settlement done = new Settlement.Done(webhook.number());
    store.commit(new Batch(List.of(), List.of(done), 0, 0, now, null));
    return true;
  }

  @Override
  public void close() {
    store.close();
  }
}
