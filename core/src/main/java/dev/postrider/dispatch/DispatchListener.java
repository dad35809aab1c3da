package dev.postrider.dispatch;

import dev.postrider.attempt.Attempted;
import dev.postrider.policy.Verdict;

/**
 * Hears of every attempt that was judged, for counting and logging; called on the dispatcher's
 * thread, so be quick.
 */
@FunctionalInterface
public interface DispatchListener {
  void judged(Delivery delivery, Attempted attempted, Verdict verdict);
}
