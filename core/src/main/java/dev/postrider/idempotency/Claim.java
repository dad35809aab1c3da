package dev.postrider.idempotency;

import java.time.Instant;

/** What whoever comes with a key is told: to do it, what was answered, or to come again. */
public sealed interface Claim {

  /**
   * Nobody else does it until then.
   *
   * @param until tells this claim from those that come after it
   */
  record Mine(Instant until) implements Claim {}

  /** It was done, and this was answered. */
  record Answered(SealedAnswer answer) implements Claim {}

  /** Somebody does it now. */
  record Running() implements Claim {}
}
