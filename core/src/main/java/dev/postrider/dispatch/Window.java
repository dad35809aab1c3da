package dev.postrider.dispatch;

import dev.postrider.message.Message;
import dev.postrider.record.ParkedStore.Limit;
import dev.postrider.record.ParkedStore.Loaded;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint has in memory, and what it may still take: rows and bytes of its own, and its
 * part of the bytes of all. Loads under way count as if they had come.
 */
final class Window {
  /**
   * What an endpoint with nothing in memory may take although the bytes of all are spent: one
   * message.
   */
  private static final Limit ONE = new Limit(1, 2 << 20);

  /** The part of the free bytes that one load may reserve: others load and newcomers come too. */
  private static final int LOAD_PART = 4;

  /** What a load may reserve in any case, as a part of the window: small loads cost too much. */
  private static final int LEAST_PART = 16;

  private final Machine machine;
  private int rows;
  private long bytes;
  private int reservedRows;
  private long reservedBytes;

  Window(Machine machine) {
    this.machine = machine;
  }

  void enter(Delivery delivery) {
    rows++;
    bytes += delivery.weight;
    machine.memory.take(delivery.weight, delivery.returned);
  }

  void leave(Delivery delivery) {
    rows--;
    bytes -= delivery.weight;
    machine.memory.give(delivery.weight, delivery.returned);
  }

  void reserve(Limit limit) {
    machine.loading += loading() ? 0 : 1;
    reservedRows += limit.rows();
    reservedBytes += limit.bytes();
    machine.memory.take(limit.bytes(), true);
  }

  void release(Limit limit) {
    reservedRows -= limit.rows();
    reservedBytes -= limit.bytes();
    machine.memory.give(limit.bytes(), true);
    machine.loading -= loading() ? 0 : 1;
  }

  Dispatcher.Memory memory() {
    return new Dispatcher.Memory(rows, reservedRows, bytes);
  }

  /** True when nothing is here or on its way. */
  boolean empty() {
    return rows + reservedRows == 0;
  }

  /** True while rows are on their way. */
  boolean loading() {
    return reservedRows > 0;
  }

  /** True when it is worth to load many rows at once. */
  boolean halfEmpty() {
    return rows <= machine.config.window() / 2;
  }

  /** True when a message that has just been accepted may stay. */
  boolean hasRoom() {
    return freeRows() > 0 && fits(0, machine.memory.free());
  }

  private int freeRows() {
    return machine.config.window() - rows - reservedRows;
  }

  /**
   * What there is room for, from the first row on; the rest is as if the limit had cut it off.
   * Sizes are not known when rows are asked for, so they may be more than was reserved.
   */
  Loaded fitting(Loaded found) {
    int fit = 0;
    long more = 0;
    while (fit < found.rows().size() && fits(more, machine.memory.freeForReturned())) {
      Message message = found.rows().get(fit++).message();
      more += message == null ? 0 : message.weight();
    }
    return fit == found.rows().size()
        ? found
        : new Loaded(found.rows().subList(0, fit), true, null);
  }

  /** True when one more may come after so many bytes; it may be the last and too large. */
  private boolean fits(long more, long free) {
    if (machine.config.windowBytes() <= bytes + reservedBytes + more) {
      return false;
    }
    boolean first = empty() && more == 0 && machine.memory.leavesNobodyOut();
    return first || more < free;
  }

  /** What may be loaded now, at most so many rows; null when nothing may. */
  @Nullable Limit room(int most) {
    int freeRows = Math.min(most, freeRows());
    if (freeRows < 1 || !fits(0, machine.memory.freeForReturned())) {
      return null;
    }
    long own = machine.config.windowBytes() - bytes - reservedBytes;
    long free = Math.min(own, machine.memory.freeForReturned());
    if (free <= 0) {
      return ONE;
    }
    long least = machine.config.windowBytes() / LEAST_PART;
    return new Limit(freeRows, Math.max(free / LOAD_PART, Math.min(free, least)));
  }

  /**
   * True when it is the bytes of all that are missing for a load: nobody will say when they are
   * free again.
   */
  boolean crowdedOut() {
    return machine.memory.freeForReturned() <= 0 && room(1) == null;
  }
}
