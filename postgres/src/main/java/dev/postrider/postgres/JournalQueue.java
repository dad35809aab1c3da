package dev.postrider.postgres;

import dev.postrider.log.Appended;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for the journal's next transaction. Appends are bounded and may be refused; records
 * never are, see {@link WaitingRecords}. So appends wait while too many records do: a message to a
 * hundred endpoints makes a hundred records, and whoever takes more messages than become records
 * fills the memory. Safe for use by many threads.
 */
final class JournalQueue {
  private static final Logger log = LoggerFactory.getLogger(JournalQueue.class);

  static final Duration SOON = Duration.ofSeconds(1);

  /** One transaction at most, so that a batch commits well within the statement timeout. */
  private static final int BATCH_COUNT = 2_000;

  static final long BATCH_BYTES = 16L << 20;

  /**
   * Deliveries of one transaction's messages at most, and records that may wait beside messages.
   */
  private static final int MOST_DELIVERIES = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Not {@link #changed}, whose signals are for the one thread that takes. */
  private final Condition closing = lock.newCondition();

  private final ArrayDeque<Append> appends = new ArrayDeque<>();
  private final WaitingRecords records = new WaitingRecords();
  private final int mostDrafts;
  private final long mostBytes;
  private final long stalledNanos;
  private int drafts;
  private long bytes;
  private long busySince;
  private boolean busy;
  private boolean closed;
  private boolean started;
  private Appended.@Nullable Unavailable outage;

  JournalQueue(PostgresConfig config) {
    this.mostDrafts = config.queueMessages();
    this.mostBytes = config.queueBytes();
    this.stalledNanos = config.acceptTimeout().toNanos();
  }

  /** Queues the append; what it answers instead when it takes none. */
  Appended.@Nullable Unavailable offer(Append append) {
    lock.lock();
    try {
      if (closed) {
        return new Appended.Unavailable("shutting down", SOON);
      }
      if (outage != null) {
        return outage;
      }
      if (!started) {
        return new Appended.Unavailable("starting", SOON);
      }
      if (busy && System.nanoTime() - busySince > stalledNanos) {
        return new Appended.Unavailable("the database does not answer", SOON);
      }
      boolean fits =
          drafts + append.drafts().size() <= mostDrafts && bytes + append.bytes() <= mostBytes;
      if (!fits && !appends.isEmpty()) {
        return new Appended.Unavailable("the queue of the journal is full", SOON);
      }
      appends.add(append);
      drafts += append.drafts().size();
      bytes += append.bytes();
      changed.signal();
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Queues records, cut into pieces of at most one transaction. */
  void add(int shard, List<Entry> given, @Nullable MessageId checkpoint) {
    List<WaitingRecords.Piece> pieces = new ArrayList<>(1);
    int from = 0;
    long size = 0;
    for (int i = 0; i < given.size(); i++) {
      size += AttemptRow.weight(given.get(i));
      if (i + 1 < given.size() && (i + 1 - from == BATCH_COUNT || size >= BATCH_BYTES / 2)) {
        pieces.add(new WaitingRecords.Piece(shard, given.subList(from, i + 1), null, size));
        from = i + 1;
        size = 0;
      }
    }
    pieces.add(
        new WaitingRecords.Piece(shard, given.subList(from, given.size()), checkpoint, size));
    boolean full;
    lock.lock();
    try {
      full = records.add(pieces);
      changed.signal();
    } finally {
      lock.unlock();
    }
    if (full) {
      log.warn(
          "much waits to be recorded: what receivers answer is not kept until it has been written");
    }
  }

  /** Waits for work and takes as much as one transaction holds; null when closed and empty. */
  @Nullable Batch take() throws InterruptedException {
    lock.lock();
    try {
      busy = false;
      while (true) {
        Batch batch = drain();
        if (!batch.isEmpty()) {
          busy = true;
          busySince = System.nanoTime();
          return batch;
        }
        if (closed) {
          return null;
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private Batch drain() {
    List<Batch.Pending> pending = new ArrayList<>();
    List<Batch.Recorded> recorded = new ArrayList<>();
    Map<Integer, MessageId> checkpoints = new HashMap<>();
    records.take(recorded, checkpoints);
    long room = BATCH_BYTES;
    int deliveries = 0;
    for (Append a = records.count() > MOST_DELIVERIES ? null : appends.peek();
        a != null
            && (pending.isEmpty()
                || (fits(pending, a.drafts(), room, a.bytes())
                    && deliveries + a.deliveries() <= MOST_DELIVERIES));
        a = appends.peek()) {
      appends.remove();
      deliveries += a.deliveries();
      drafts -= a.drafts().size();
      bytes -= a.bytes();
      if (a.take()) {
        room -= a.bytes();
        for (int i = 0; i < a.drafts().size(); i++) {
          pending.add(new Batch.Pending(a, i));
        }
      }
    }
    return new Batch(pending, recorded, checkpoints);
  }

  /** Whether a transaction that has taken these has room for the next. */
  static boolean fits(List<?> taken, List<?> next, long room, long bytes) {
    return taken.size() + next.size() <= BATCH_COUNT && bytes <= room;
  }

  /** The unsettled messages have been handed over: new ones may come. */
  void start() {
    lock.lock();
    try {
      started = true;
    } finally {
      lock.unlock();
    }
  }

  /** Refuses every append until the outage ends, those that wait included. */
  void refuse(Appended.Unavailable answer) {
    lock.lock();
    try {
      outage = answer;
      busy = false;
      for (Append append : appends) {
        if (append.take()) {
          append.answerAll(answer);
        }
      }
      appends.clear();
      drafts = 0;
      bytes = 0;
    } finally {
      lock.unlock();
    }
  }

  /** Takes appends again. */
  void accept() {
    lock.lock();
    try {
      outage = null;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more appends; {@code take} ends once everything is taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      closing.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Waits between two tries to reach the database; at once when closed. */
  void pause(Duration time) throws InterruptedException {
    lock.lock();
    try {
      long left = time.toNanos();
      while (left > 0 && !closed) {
        left = closing.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many messages wait. */
  int waitingMessages() {
    lock.lock();
    try {
      return drafts;
    } finally {
      lock.unlock();
    }
  }

  /** What they weigh. */
  long waitingBytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }
}
