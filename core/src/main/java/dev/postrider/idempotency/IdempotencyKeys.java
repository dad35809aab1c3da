package dev.postrider.idempotency;

import java.time.Duration;

/**
 * The edge that remembers what was answered to requests with a key, for all processes and over
 * restarts. It stores what it is given and knows nothing of it: an answer may hold a secret, so it
 * comes sealed. Safe for use by many threads.
 */
public interface IdempotencyKeys {
  /** How long an answer is remembered. */
  Duration KEPT = Duration.ofHours(12);

  /**
   * How long a claim holds that is neither answered nor released, because its process died. Longer
   * than any request takes.
   */
  Duration LEASE = Duration.ofMinutes(1);

  /** Says what to do with a request. Of several at once, one is to do it. */
  Claim claim(RequestKey key);

  /**
   * Remembers the answer from now on. Nothing happens when the claim is over, and another may have
   * been given.
   */
  void keep(RequestKey key, Claim.Mine claim, SealedAnswer answer);

  /** The next who comes with this key is to do it, unless the claim is over. */
  void release(RequestKey key, Claim.Mine claim);
}
