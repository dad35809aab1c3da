package dev.postrider.receiver.store;

import java.time.Instant;

/**
 * What became of a claimed webhook. It has an effect only while the claim stands: when another
 * process has taken the webhook over meanwhile, or it was settled by a commit whose answer was
 * lost, it has none.
 */
public sealed interface Settlement {

  /** Which webhook: {@link Claimed#number}. */
  long number();

  /** It was handled. */
  record Done(long number) implements Settlement {}

  /** It is to be tried again, not before {@code due}. */
  record Retry(long number, Instant due, String error) implements Settlement {}

  /**
   * It is given up, and kept.
   *
   * @param attempts how many there were; this claim need not have been one
   */
  record Dead(long number, int attempts, Instant died, String error) implements Settlement {}

  /** It goes back as if it had never been claimed. */
  record Released(long number) implements Settlement {}

  /** It goes back as if it had never been claimed, and is not due before then. */
  record Postponed(long number, Instant due) implements Settlement {}
}
