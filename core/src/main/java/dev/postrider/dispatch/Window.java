package dev.postrider.dispatch;

import dev.postrider.record.ParkedStore.Limit;
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
    bytes += delivery.size();
    machine.bytes += delivery.size();
  }

  void leave(Delivery delivery) {
    rows--;
    bytes -= delivery.size();
    machine.bytes -= delivery.size();
  }

  void reserve(Limit limit) {
    reservedRows += limit.rows();
    reservedBytes += limit.bytes();
    machine.bytes += limit.bytes();
  }

  void release(Limit limit) {
    reservedRows -= limit.rows();
    reservedBytes -= limit.bytes();
    machine.bytes -= limit.bytes();
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

  boolean hasRoom() {
    return room(1) != null;
  }

  /** What may be loaded now, at most so many rows; null when nothing may. */
  @Nullable Limit room(int most) {
    int freeRows = Math.min(most, machine.config.window() - rows - reservedRows);
    long own = machine.config.windowBytes() - bytes - reservedBytes;
    long ofAll = machine.config.memoryBytes() - machine.bytes;
    if (freeRows < 1 || own <= 0) {
      return null;
    }
    if (ofAll > 0) {
      return new Limit(freeRows, Math.min(own, ofAll));
    }
    // Nobody starves because others fill the memory, up to twice its size.
    return empty() && machine.bytes < 2 * machine.config.memoryBytes() ? ONE : null;
  }

  /**
   * True when it is the bytes of all that are missing: nobody will say when they are free again.
   */
  boolean crowdedOut() {
    return machine.bytes >= machine.config.memoryBytes() && !hasRoom();
  }
}
