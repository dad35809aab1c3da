package dev.postrider.dispatch;

import dev.postrider.attempt.Attempted;
import dev.postrider.policy.Verdict;
import dev.postrider.record.Entry;

/**
 * Hears of every attempt that was judged and of every delivery that came to its end, for counting
 * and logging; called on the dispatcher's thread, so be quick.
 */
@FunctionalInterface
public interface DispatchListener {
  void judged(Delivery delivery, Attempted attempted, Verdict verdict);

  /** With or without an attempt; the entry is about to be recorded. */
  default void settled(Entry entry) {}

  /** A delivery waits on disk from now on, or goes on to; the entry is about to be recorded. */
  default void parked(Entry entry) {}

  /** Tells another one after this one. */
  default DispatchListener and(DispatchListener other) {
    DispatchListener first = this;
    return new DispatchListener() {
      @Override
      public void judged(Delivery delivery, Attempted attempted, Verdict verdict) {
        first.judged(delivery, attempted, verdict);
        other.judged(delivery, attempted, verdict);
      }

      @Override
      public void settled(Entry entry) {
        first.settled(entry);
        other.settled(entry);
      }

      @Override
      public void parked(Entry entry) {
        first.parked(entry);
        other.parked(entry);
      }
    };
  }
}
