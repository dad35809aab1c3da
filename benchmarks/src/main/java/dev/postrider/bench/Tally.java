package dev.postrider.bench;

import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what the sink received, message by message: new, seen before, or out of order within its
 * track.
 *
 * <p>Written by the sink's thread. The counters may be read at any time by others; {@link #lost}
 * only once the sink rests.
 */
final class Tally {
  private final int copies;
  private final BitSet[] seen;
  private final int[] last;
  private final boolean ordered;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong duplicated = new AtomicLong();
  private final AtomicLong outOfOrder = new AtomicLong();

  /**
   * @param ordered whether the tracks are lanes; only then does order mean anything
   * @param copies how many endpoints get each message; each has its own track here
   */
  Tally(int tracks, boolean ordered, int copies) {
    this.copies = copies;
    this.seen = new BitSet[tracks * copies];
    Arrays.setAll(seen, _ -> new BitSet());
    this.last = new int[seen.length];
    Arrays.fill(last, -1);
    this.ordered = ordered;
  }

  /** How many endpoints get each message. */
  int copies() {
    return copies;
  }

  /** The tracks of the load, times the copies. */
  int tracks() {
    return seen.length;
  }

  /** Notes one message that was answered with success; true when it is the first time. */
  boolean add(int track, int number) {
    if (seen[track].get(number)) {
      bump(duplicated);
      return false;
    }
    seen[track].set(number);
    if (number > last[track]) {
      last[track] = number;
    } else if (ordered) {
      bump(outOfOrder);
    }
    bump(received);
    return true;
  }

  /** Distinct messages so far. */
  long received() {
    return received.get();
  }

  long duplicated() {
    return duplicated.get();
  }

  /** Messages of a lane that came after a later one. */
  long outOfOrder() {
    return outOfOrder.get();
  }

  /** How many deliveries of acknowledged messages never came. */
  long lost(Tracks sent) {
    long lost = 0;
    for (int track = 0; track < seen.length; track++) {
      BitSet missing = sent.acknowledged(track / copies);
      missing.andNot(seen[track]);
      lost += missing.cardinality();
    }
    return lost;
  }

  // One thread writes, so a plain addition with an ordered store is enough and cheaper than an
  // atomic one.
  private static void bump(AtomicLong counter) {
    counter.setRelease(counter.getPlain() + 1);
  }
}
