package dev.postrider.bench;

import dev.postrider.receiver.store.Backlog;
import dev.postrider.receiver.store.Batch;
import dev.postrider.receiver.store.Committed;
import dev.postrider.receiver.store.Dead;
import dev.postrider.receiver.store.Store;
import dev.postrider.receiver.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A store whose commits are counted. */
record CountedStore(Store store, Ledger ledger) implements Store {

  @Override
  public Committed commit(Batch batch) throws StoreException {
    long start = System.nanoTime();
    Committed committed = store.commit(batch);
    ledger.add(Ledger.Counter.COMMIT_NANOS, System.nanoTime() - start);
    ledger.add(Ledger.Counter.COMMITS, 1);
    ledger.add(Ledger.Counter.STORED, committed.fresh().size());
    return committed;
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
  public boolean retry(String id, Instant now) throws StoreException {
    return store.retry(id, now);
  }

  @Override
  public boolean discard(String id) throws StoreException {
    return store.discard(id);
  }

  @Override
  public void close() {
    store.close();
  }
}
