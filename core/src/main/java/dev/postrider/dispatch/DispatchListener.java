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
}
