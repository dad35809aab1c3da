package dev.postrider.receiver.store;

import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Keeps webhooks until they are handled, and their ids for a while longer. What {@link #commit} has
 * returned from survives the end of the process and of the machine.
 *
 * <p>The rules, which {@code StoreContract} (in the test-jar of this library) tests:
 *
 * <ul>
 *   <li>An id that is known is not stored again, even when two processes commit it at once.
 *   <li>A webhook is claimed by one process at a time, when it is due, those due longest first.
 *   <li>Of those with one order key, one at a time can be claimed: the oldest that is not dead, but
 *       a dead letter that is made due again lets the one that could be claimed go before it.
 *   <li>The claims of a process that has ended are given back: at the next opening, or when it has
 *       not been heard of for a while.
 * </ul>
 *
 * <p>An inbox calls {@code commit}, {@code keepAlive} and {@code giveBack} from one thread, and
 * everything else from any.
 */
public interface Store extends AutoCloseable {

  /** Makes a batch durable: all of it or nothing. */
  Committed commit(Batch batch) throws StoreException;

  /** Says that this process is alive, and gives back what ended processes had claimed. */
  void keepAlive() throws StoreException;

  /**
   * Gives back what this process has claimed, except these: after a commit whose answer was lost,
   * somebody else may have to handle what it claimed.
   */
  void giveBack(Set<Long> except) throws StoreException;

  /**
   * Writes something that changes nothing, and has it durable as a commit is. Tells who asks after
   * the store's health that webhooks can be stored.
   */
  void check() throws StoreException;

  /** How much there is. Holds up no commit. */
  Backlog backlog() throws StoreException;

  /**
   * Dead letters, the oldest first; fewer than this when they are large, but one if there is one.
   * Holds up no commit.
   */
  List<Dead> dead(int limit) throws StoreException;

  /** Makes a dead letter due now, with all its attempts before it. False when there is none. */
  boolean retry(String id, Instant now) throws StoreException;

  /** Deletes a dead letter; its id stays known for the window. False when there is none. */
  boolean discard(String id) throws StoreException;

  /** True when {@link #settleWith} can be called. */
  default boolean joins() {
    return false;
  }

  /**
   * Has work done, and the webhook settled as done, in one transaction.
   *
   * @return false when the claim no longer stands; then the work was rolled back
   * @throws Exception what the work threw, which was then rolled back, or what the store did. If
   *     the work had not begun, nothing has happened; else the webhook may be done or not
   */
  default boolean settleWith(Claimed webhook, Work work) throws Exception {
    throw new UnsupportedOperationException("this store has no transactions to join");
  }

  /** Closes it; twice is harmless. */
  @Override
  void close();

  /** What is done within a transaction of the store. */
  @FunctionalInterface
  interface Work {
    /** Does it. The connection is neither committed nor closed. */
    void run(Connection connection) throws Exception;
  }
}
