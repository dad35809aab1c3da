package dev.postrider.dispatch;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One lane of an endpoint: who is at its head, who waits behind in memory, and how many wait on
 * disk.
 *
 * <p>In the order of the log: the head (in memory, or parked for its retry when {@code blocked}),
 * then {@code waiting}, then the {@code held} rows. A newcomer goes to disk as soon as the lane is
 * blocked or has held rows, so order never depends on when a write becomes visible: the count is
 * raised before the row is written.
 */
final class LaneQueue {
  final long key;
  final ArrayDeque<Delivery> waiting = new ArrayDeque<>(2);
  @Nullable Delivery head;
  boolean blocked;
  long held;

  /** Held rows up to this message have been loaded. */
  long cursor;

  /** The ticket of the last row that was held. */
  long lastTicket;

  /** The ticket of the last delivery that was cancelled while it waited behind the head. */
  long cancelTicket;

  /**
   * Whether every held row was durable when the last load was asked for, and how many came since.
   */
  boolean durable;

  long heldSince;

  /** True while it stands in the line for loading. */
  boolean hungry;

  /** True while a load of its held rows is under way: another would bring the same ones. */
  boolean loading;

  LaneQueue(long key) {
    this.key = key;
  }

  /** A row behind everything in this lane has just been written. */
  void hold(long ticket) {
    held++;
    heldSince++;
    lastTicket = ticket;
  }

  boolean onDisk() {
    return blocked || held > 0;
  }

  boolean empty() {
    return head == null && waiting.isEmpty() && !onDisk();
  }
}
