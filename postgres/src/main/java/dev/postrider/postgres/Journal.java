package dev.postrider.postgres;

import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.log.LogConsumer;
import dev.postrider.log.MessageLog;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import dev.postrider.record.Recorder;
import dev.postrider.record.Recovered;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single durable write path: messages, attempts, parked deliveries and checkpoints, many per
 * commit. Safe for use by many threads.
 *
 * <p>The consumer hears of live messages and of commits on the journal's thread, and during {@code
 * subscribe} of the unsettled ones on the caller's.
 */
public final class Journal implements MessageLog, Recorder, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Journal.class);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(30);

  /** What recovery may take for one read: as long as the backlog asks for. */
  private static final Duration RECOVERY_TIMEOUT = Duration.ofMinutes(10);

  private final JournalLoop.Parts parts;
  private final Keys keys;
  private final Recovery recovery;
  private final CancelParked cancel;
  private final Obstacles obstacles;
  private final Duration acceptTimeout;
  private final WaitingAppends waiting = new WaitingAppends();
  private final AtomicBoolean subscribed = new AtomicBoolean();
  private volatile @Nullable Thread thread;

  Journal(
      JournalLoop.Parts parts,
      Keys keys,
      Recovery recovery,
      CancelParked cancel,
      Obstacles obstacles,
      Duration acceptTimeout) {
    this.parts = parts;
    this.keys = keys;
    this.recovery = recovery;
    this.cancel = cancel;
    this.obstacles = obstacles;
    this.acceptTimeout = acceptTimeout;
  }

  @Override
  public List<Appended> append(List<Draft> drafts) throws InterruptedException {
    List<Draft> storable = new ArrayList<>(drafts.size());
    List<@Nullable String> met = new ArrayList<>(drafts.size());
    for (Draft draft : drafts) {
      String obstacle = obstacles.to(draft);
      met.add(obstacle);
      if (obstacle == null) {
        storable.add(draft);
      }
    }
    List<Appended> stored = appendStorable(storable);
    if (storable.size() == drafts.size()) {
      return stored;
    }
    List<Appended> answers = new ArrayList<>(drafts.size());
    var next = stored.iterator();
    for (String obstacle : met) {
      answers.add(obstacle == null ? next.next() : new Appended.Unstorable(obstacle));
    }
    return answers;
  }

  private List<Appended> appendStorable(List<Draft> drafts) throws InterruptedException {
    if (drafts.isEmpty()) {
      return List.of();
    }
    Append append = new Append(drafts, acceptTimeout);
    Appended.Unavailable refusal = parts.queue().offer(append);
    return refusal == null ? waiting.await(append) : Collections.nCopies(drafts.size(), refusal);
  }

  @Override
  public int shardOf(ApplicationId application) {
    return parts.shards().of(application);
  }

  @Override
  public void record(int shard, List<Entry> entries, @Nullable MessageId checkpoint) {
    if (!entries.isEmpty() || checkpoint != null) {
      parts.queue().add(shard, entries, checkpoint);
    }
  }

  /**
   * Failure policy: fail closed and try again, because a deleted endpoint's rows hurt nobody while
   * the database is away. Once another process owns the log they are its own to cancel, and the
   * journal ends this process.
   */
  @Override
  public long cancelParked(EndpointId endpoint) throws InterruptedException {
    long cancelled = 0;
    boolean told = false;
    while (!parts.queue().closed()) {
      try {
        int piece = cancel.cancel(endpoint);
        if (piece == 0) {
          return cancelled;
        }
        cancelled += piece;
      } catch (Shards.Fenced e) {
        throw new IllegalStateException(
            "the parked deliveries of %s are not ours to cancel".formatted(endpoint), e);
      } catch (SQLException e) {
        if (!told) {
          log.warn(
              "the parked deliveries of {} cannot be cancelled yet: {}", endpoint, Trouble.say(e));
          told = true;
        }
        parts.queue().pause(JournalQueue.SOON);
      }
    }
    return cancelled;
  }

  @Override
  public void subscribe(LogConsumer consumer) throws InterruptedException {
    if (!subscribed.compareAndSet(false, true)) {
      throw new IllegalStateException("the log has its consumer already");
    }
    try {
      takeOver(consumer);
    } catch (SQLException e) {
      close();
      throw new IllegalStateException("cannot take over the log: " + Trouble.say(e), e);
    } catch (RuntimeException | InterruptedException e) {
      close();
      throw e;
    }
  }

  private void takeOver(LogConsumer consumer) throws SQLException, InterruptedException {
    // Taken when the database was opened; its connection may have been lost since.
    parts.ownership().retake();
    try (Connection reader = reader()) {
      Map<Integer, Shards.Row> rows = start(consumer, reader);
      recovery.replay(reader, rows, consumer);
      rows.keySet().forEach(consumer::replayed);
    }
    parts.queue().start();
  }

  /** Takes the shards over and starts the thread that writes, which closes its connection. */
  private Map<Integer, Shards.Row> start(LogConsumer consumer, Connection reader)
      throws SQLException, InterruptedException {
    Connection writer = parts.connections().open("postrider journal");
    try {
      Map<Integer, Shards.Row> rows = parts.shards().takeOver(writer);
      rows.values().forEach(row -> keys.raise(row.lastKey()));
      Map<Integer, Recovered> recovered = recovery.read(reader, rows);
      for (var entry : recovered.entrySet()) {
        int shard = entry.getKey();
        consumer.assigned(shard, parts.shards().epoch(shard), entry.getValue());
      }
      // Before the replay, because what is replayed is delivered and recorded meanwhile.
      thread =
          Thread.ofPlatform()
              .name("postrider-journal")
              .start(new JournalLoop(parts, consumer, writer));
      return rows;
    } catch (Throwable e) {
      try {
        writer.close();
      } catch (SQLException failure) {
        e.addSuppressed(failure);
      }
      throw e;
    }
  }

  private Connection reader() throws SQLException {
    Connection reader = parts.connections().open("postrider recovery");
    reader.setAutoCommit(false);
    reader.setNetworkTimeout(Runnable::run, (int) RECOVERY_TIMEOUT.toMillis());
    try (Statement statement = reader.createStatement()) {
      statement.execute("set statement_timeout = " + RECOVERY_TIMEOUT.toMillis());
    }
    return reader;
  }

  /** How many messages wait for their commit. */
  public int waitingMessages() {
    return parts.queue().waitingMessages();
  }

  /** What they weigh, in bytes; {@link PostgresConfig#queueBytes} bounds it. */
  public long waitingBytes() {
    return parts.queue().waitingBytes();
  }

  /**
   * Takes no more messages, writes all that is queued, and returns when the thread has stopped.
   * Twice is harmless.
   */
  @Override
  public void close() {
    parts.queue().close();
    Thread running = thread;
    if (running != null && !running.equals(Thread.currentThread())) {
      try {
        if (!running.join(LONGEST_CLOSE)) {
          running.interrupt();
        }
      } catch (InterruptedException e) {
        running.interrupt();
        Thread.currentThread().interrupt();
      }
    }
    waiting.close();
    parts.ownership().close();
  }
}
