package dev.postrider.postgres;

import dev.postrider.log.Appended;
import dev.postrider.log.LogConsumer;
import dev.postrider.record.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes the log: takes what has queued, commits it, tells those who wait,
 * hands it on.
 *
 * <p>A batch that the database refuses because of its rows is cut in two until the bad row stands
 * alone. A batch that fails because of the database is given up as far as its drafts go, since
 * nobody was told yes, and its records are kept and written again. A commit whose answer was lost
 * is looked up before anything else is written.
 */
final class JournalLoop implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(JournalLoop.class);
  private static final Appended.Unavailable DOWN =
      new Appended.Unavailable("the database takes no writes now", JournalQueue.SOON);

  /** What the loop works with; they always travel together. */
  record Parts(
      JournalQueue queue,
      BatchWriter writer,
      Shards shards,
      Ownership ownership,
      Connections connections,
      Partitions partitions,
      JournalListener listener) {}

  private final Parts parts;
  private final LogConsumer consumer;
  private final Outage outage;

  /** Taken from the queue and still to be written, before all that the queue holds. */
  private final Deque<Batch> unwritten = new ArrayDeque<>();

  private @Nullable Connection connection;
  private @Nullable Transaction inDoubt;

  JournalLoop(Parts parts, LogConsumer consumer, Connection connection) {
    this.parts = parts;
    this.consumer = consumer;
    this.connection = connection;
    this.outage = new Outage(parts.listener());
  }

  @Override
  public void run() {
    try {
      while (step()) {}
    } catch (Shards.Fenced e) {
      // Failure policy: fail closed, because whoever owns the log now writes it.
      log.error("{}; this process can write nothing any more and has to stop", e.getMessage());
      parts.listener().lost(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      log.warn("the journal was interrupted; what it held is delivered again after a restart");
    } catch (RuntimeException | Error e) {
      log.error("the journal has stopped; the process has to be started again", e);
      parts.listener().lost("the journal has met an error of its own or of its consumer: " + e);
    } finally {
      parts.queue().refuse(DOWN);
      unwritten.forEach(b -> b.refuse(DOWN));
      disconnect();
    }
  }

  /** One batch or one try to reconnect; false when all is done. */
  private boolean step() throws InterruptedException, Shards.Fenced {
    Connection current = connection;
    if (current == null) {
      parts.queue().pause(outage.pause());
      if (!reconnect() && parts.queue().closed()) {
        log.warn("stopping without a database; what was not recorded is delivered again later");
        return false;
      }
      return true;
    }
    Batch batch = unwritten.isEmpty() ? parts.queue().take() : unwritten.removeFirst();
    if (batch == null) {
      return false;
    }
    write(current, batch);
    return true;
  }

  private void write(Connection current, Batch batch) throws Shards.Fenced {
    long begin = System.nanoTime();
    Transaction transaction;
    try {
      transaction = parts.writer().write(current, batch);
    } catch (SQLException e) {
      if (Trouble.ofRows(e) && batch.size() > 0 && rolledBack(current)) {
        cut(batch, Trouble.say(e));
      } else {
        keep(batch);
        down(e);
      }
      return;
    } catch (Shards.Fenced e) {
      batch.refuse(DOWN);
      throw e;
    } catch (RuntimeException e) {
      if (batch.size() > 0 && rolledBack(current)) {
        cut(batch, e.toString());
        return;
      }
      batch.refuse(DOWN);
      throw e;
    }
    try {
      current.commit();
    } catch (SQLException e) {
      inDoubt = transaction;
      down(e);
      return;
    }
    outage.ended();
    publish(transaction);
    parts
        .listener()
        .committed(
            transaction.messages(),
            batch.entries().size(),
            transaction.bytes(),
            Duration.ofNanos(System.nanoTime() - begin));
  }

  /** Tells everybody: those who wait first, because their answer is late already. */
  private void publish(Transaction transaction) {
    for (int i = 0; i < transaction.answers().size(); i++) {
      transaction.batch().drafts().get(i).answer(transaction.answers().get(i));
    }
    // Failure policy: fail closed, because later checkpoints would pass what the consumer has not
    // taken; a restart hands it over again.
    transaction.routed().forEach(consumer::entries);
    transaction.tickets().forEach(consumer::committed);
    parts.writer().committed(transaction);
  }

  private void cut(Batch batch, String reason) {
    if (batch.size() > 1) {
      unwritten.addFirst(batch.second());
      unwritten.addFirst(batch.first());
      return;
    }
    batch.refuse(new Appended.Unstorable("the database refuses it: " + reason));
    for (Batch.Recorded recorded : batch.entries()) {
      Entry entry = recorded.entry();
      // Failure policy: fail open, because this row can never be written and all others wait behind
      // it.
      log.error(
          "what became of {} at {} ({}, attempt {}) cannot be stored and is lost: {}",
          entry.message(),
          entry.endpoint(),
          entry.state(),
          entry.attempts(),
          reason);
      consumer.committed(recorded.shard(), entry.ticket());
    }
    if (!batch.checkpoints().isEmpty()) {
      unwritten.addFirst(batch.checkpointsOnly());
    }
  }

  private void keep(Batch batch) {
    batch.refuse(DOWN);
    Batch records = batch.withoutDrafts();
    if (!records.isEmpty()) {
      unwritten.addFirst(records);
    }
  }

  /**
   * Failure policy: fail closed, because a message that was not written must not be acknowledged.
   */
  private void down(SQLException failure) {
    outage.began(failure);
    parts.queue().refuse(DOWN);
    if (inDoubt != null) {
      inDoubt.batch().refuse(DOWN);
    }
    for (int i = unwritten.size(); i > 0; i--) {
      Batch batch = unwritten.removeFirst();
      batch.refuse(DOWN);
      Batch records = batch.withoutDrafts();
      if (!records.isEmpty()) {
        unwritten.addLast(records);
      }
    }
    parts.partitions().doubt();
    disconnect();
  }

  private boolean reconnect() throws Shards.Fenced {
    try {
      Connection opened = parts.connections().open("postrider journal");
      connection = opened;
      // Before the lock: whoever has taken over the log has the lock too, and that is the end and
      // no
      // outage.
      Map<Integer, Long> batches = parts.shards().resume(opened);
      parts.ownership().retake();
      parts.partitions().ready();
      Transaction doubtful = inDoubt;
      inDoubt = null;
      if (doubtful != null && doubtful.committed(batches)) {
        publish(doubtful);
      } else if (doubtful != null) {
        keep(doubtful.batch());
      }
      if (outage.overWhenReached()) {
        outage.ended();
      }
      parts.queue().accept();
      return true;
    } catch (SQLException e) {
      log.debug("still no database", e);
      disconnect();
      return false;
    }
  }

  private static boolean rolledBack(Connection current) {
    try {
      current.rollback();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private void disconnect() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      log.debug("closing the connection of the journal", e);
    }
    connection = null;
  }
}
