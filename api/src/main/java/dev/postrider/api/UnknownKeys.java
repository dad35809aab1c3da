package dev.postrider.api;

import dev.postrider.api.http.Refusal;
import dev.postrider.directory.ApiKey;
import dev.postrider.directory.ApiKeys;
import dev.postrider.directory.SecretHash;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Looks for keys that are not in memory, two at a time: anybody can make a text that may be a key,
 * and whoever makes many takes no more of the connections to the database than that. Safe for use
 * by many threads.
 */
final class UnknownKeys {
  static final int AT_ONCE = 2;

  /** More wait for nothing: each of them would hold a request that others could make. */
  static final int WAITING = 32;

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final ApiKeys keys;
  private final Duration patience;

  /**
   * Looks in these.
   *
   * @param patience how long one request waits for its turn
   */
  UnknownKeys(ApiKeys keys, Duration patience) {
    this.keys = keys;
    this.patience = patience;
  }

  /**
   * The key with this secret, when it is this request's turn.
   *
   * @throws Refusal 503 when that takes long, or too many wait already
   */
  Optional<ApiKey> find(SecretHash secret) throws InterruptedException {
    if (waiting() >= WAITING || !turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      throw Refusal.unavailable("Too many keys are being looked for now", SOON);
    }
    try {
      return keys.bySecret(secret);
    } finally {
      turns.release();
    }
  }

  /** How many requests wait for their turn. */
  int waiting() {
    return turns.getQueueLength();
  }
}
