package dev.postrider.dispatch;

/**
 * The bytes of all deliveries in memory, each at its message's weight. What comes back from disk
 * has half of them at most: however many endpoints have a backlog that becomes due at once, a new
 * message finds room and need not go to disk, from where it would come back behind all of them.
 */
final class DeliveryMemory {
  private final long most;
  private long taken;
  private long returned;

  DeliveryMemory(long most) {
    this.most = most;
  }

  /** Takes bytes, free or not; {@code fromDisk}: for what comes back from there. */
  void take(long bytes, boolean fromDisk) {
    taken += bytes;
    returned += fromDisk ? bytes : 0;
  }

  void give(long bytes, boolean fromDisk) {
    taken -= bytes;
    returned -= fromDisk ? bytes : 0;
  }

  Dispatcher.Bytes bytes() {
    return new Dispatcher.Bytes(taken, returned);
  }

  /** What new messages may take; negative when one that was too large was the last. */
  long free() {
    return most - taken;
  }

  /** What may be loaded. */
  long freeForReturned() {
    return Math.min(free(), most / 2 - returned);
  }

  /**
   * True while an endpoint with nothing in memory may have one delivery all the same: nobody
   * starves because others fill the memory, up to twice its size.
   */
  boolean leavesNobodyOut() {
    return taken < 2 * most;
  }
}
