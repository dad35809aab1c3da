package dev.postrider.api.http;

import dev.postrider.idempotency.Claim;
import dev.postrider.idempotency.IdempotencyKeys;
import dev.postrider.idempotency.RequestKey;
import dev.postrider.idempotency.SealedAnswer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a request with an idempotency key once: whoever sends it again, to the same address and with
 * the same {@code Authorization}, gets the first answer, whatever the body says then. Only what
 * succeeded is remembered. Safe for use by many threads.
 *
 * <p>The claim, the effect and the answer are three commits. When the process dies between the last
 * two, the next one who comes after the lease does it again.
 */
public final class RepeatedPosts {
  private static final Logger LOG = LoggerFactory.getLogger(RepeatedPosts.class);

  /** How long a repetition waits for the first to be answered. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How often it looks when it is not this process that answers the first. */
  private static final Duration POLL = Duration.ofMillis(200);

  /** What is larger is not remembered, because answers are kept for long. Large batches are. */
  private static final int LARGEST = 512 * 1024;

  private final ConcurrentMap<RequestKey, CountDownLatch> running = new ConcurrentHashMap<>();
  private final IdempotencyKeys keys;
  private final RandomGenerator random;

  /** The random numbers have to be unpredictable. */
  public RepeatedPosts(IdempotencyKeys keys, RandomGenerator random) {
    this.keys = keys;
    this.random = random;
  }

  /** The handler's answer, or the one that it gave before. */
  Answer answer(Request request, Handler handler) throws InterruptedException {
    Optional<String> said = request.idempotencyKey();
    if (said.isEmpty()) {
      return handler.handle(request);
    }
    KeyedRequest keyed = KeyedRequest.of(request.authorization(), said.get(), request.target());
    // Before the claim, which holds for longer than a request may run, but not than it may arrive.
    request.body();
    long begin = System.nanoTime();
    while (true) {
      switch (keys.claim(keyed.key())) {
        case Claim.Mine mine -> {
          return first(keyed, mine, request, handler);
        }
        case Claim.Answered(SealedAnswer answer) -> {
          return keyed.opened(answer);
        }
        case Claim.Running() -> {
          Duration left = PATIENCE.minusNanos(System.nanoTime() - begin);
          if (!left.isPositive() || !changed(keyed.key(), left)) {
            throw Refusal.stillRunning(PATIENCE);
          }
        }
      }
    }
  }

  /** Waits until it is worth looking again; false when nothing has ended in time. */
  private boolean changed(RequestKey key, Duration left) throws InterruptedException {
    CountDownLatch here = running.get(key);
    if (here != null) {
      return here.await(left.toNanos(), TimeUnit.NANOSECONDS);
    }
    Thread.sleep(left.compareTo(POLL) < 0 ? left : POLL);
    return true;
  }

  private Answer first(KeyedRequest keyed, Claim.Mine mine, Request request, Handler handler)
      throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    running.put(keyed.key(), ended);
    boolean toKeep = false;
    try {
      Answer answer = handler.handle(request);
      toKeep = answer.isFinal() && answer.length() <= LARGEST;
      if (toKeep) {
        keep(keyed, mine, answer);
      }
      return answer;
    } finally {
      if (!toKeep) {
        release(keyed, mine);
      }
      running.remove(keyed.key(), ended);
      ended.countDown();
    }
  }

  /**
   * Failure policy: fail open, because it has happened and the caller must hear of it. The claim
   * stays until its lease is over.
   */
  private void keep(KeyedRequest keyed, Claim.Mine mine, Answer answer) {
    try {
      keys.keep(keyed.key(), mine, keyed.sealed(answer, random));
    } catch (RuntimeException e) {
      LOG.warn("an answer is not remembered for its idempotency key: {}", e.toString());
    }
  }

  /** Failure policy: fail open, because the lease ends the claim as well. */
  private void release(KeyedRequest keyed, Claim.Mine mine) {
    try {
      keys.release(keyed.key(), mine);
    } catch (RuntimeException e) {
      LOG.warn("an idempotency key is held until its lease is over: {}", e.toString());
    }
  }
}
