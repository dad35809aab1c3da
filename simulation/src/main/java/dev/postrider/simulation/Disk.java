package dev.postrider.simulation;

import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes transactions durable, fenced by epochs as {@code Shards} does it. One that is under way
 * when its process dies or another takes over becomes durable as a whole just then, or never.
 */
final class Disk {

  /** What one transaction writes, under the epoch that its writer believes to have. */
  record Write(
      long epoch,
      List<Rows.Stored> messages,
      List<Entry> entries,
      @Nullable MessageId checkpoint,
      long lastKey) {}

  /** A transaction, from its first statement to its end. */
  static final class Transaction {
    private final Write write;
    private final int number;
    private boolean ended;
    private boolean fenced;
    private long batch = Long.MAX_VALUE;

    private Transaction(Write write, int number) {
      this.write = write;
      this.number = number;
    }

    boolean fenced() {
      return fenced;
    }

    /** By the number of its batch, as whoever lost the answer to its commit finds out. */
    boolean within(long batches) {
      return batch <= batches;
    }
  }

  /** A shard as its owner finds it. */
  record Shard(long epoch, long batches, long lastKey) {}

  final Rows rows;
  private final World world;
  private final List<Transaction> open = new ArrayList<>();
  private long owner;
  private long epoch;
  private long batches;
  private long lastKey;
  private long awayUntil;
  private int transactions;

  Disk(World world) {
    this.world = world;
    this.rows = new Rows(world);
  }

  Transaction begin(Write write) {
    Transaction transaction = new Transaction(write, transactions++);
    open.add(transaction);
    return transaction;
  }

  /** Makes it durable, unless that was decided before or its writer is fenced. */
  void commit(Transaction transaction) {
    if (transaction.ended) {
      return;
    }
    end(transaction);
    Write write = transaction.write;
    if (write.epoch != epoch) {
      transaction.fenced = true;
      return;
    }
    transaction.batch = ++batches;
    lastKey = Math.max(lastKey, write.lastKey);
    world.tell(() ->
        "disk: batch %d is durable: messages %s, entries %s, checkpoint %s"
            .formatted(
                batches,
                write.messages.stream().map(s -> Names.of(s.message())).toList(),
                write.entries.stream().map(Entry::ticket).toList(),
                write.checkpoint == null ? "as before" : Names.of(write.checkpoint)));
    write.messages.forEach(rows::append);
    write.entries.forEach(rows::record);
    if (write.checkpoint != null) {
      rows.checkpoint(write.checkpoint);
    }
  }

  /** It never happened. */
  void rollBack(Transaction transaction) {
    end(transaction);
  }

  private void end(Transaction transaction) {
    transaction.ended = true;
    open.remove(transaction);
  }

  /**
   * What is under way becomes durable now, or never: because its process is dead, or because
   * raising the epoch waits for it.
   */
  void torn() {
    for (Transaction transaction : List.copyOf(open)) {
      if (world.chance.oneIn(2, "torn", transaction.number)) {
        commit(transaction);
      } else {
        rollBack(transaction);
        transaction.fenced = true;
      }
    }
  }

  /** Makes the shard the process's own. */
  Shard takeOver(long process) {
    torn();
    owner = process;
    rows.takenOver();
    return raised();
  }

  /** Goes on after a lost connection; null when another process has taken over. */
  @Nullable Shard resume(long process) {
    if (owner != process) {
      return null;
    }
    torn();
    return raised();
  }

  private Shard raised() {
    epoch++;
    return new Shard(epoch, batches, lastKey);
  }

  boolean owns(long process) {
    return owner == process;
  }

  /** Promise 8: who has lost the log cancels no rows, whose attempts others may have begun. */
  int cancel(long process, EndpointId endpoint) {
    int rows = this.rows.cancel(endpoint);
    Broken.unless(
        owner == process || rows == 0,
        () -> "p%d cancelled %d rows and is not the owner".formatted(process, rows));
    return rows;
  }

  /** Nothing can be written or read for a while. */
  void away(long micros) {
    awayUntil = Math.max(awayUntil, world.time.now() + micros);
  }

  boolean isAway() {
    return world.time.now() < awayUntil;
  }
}
