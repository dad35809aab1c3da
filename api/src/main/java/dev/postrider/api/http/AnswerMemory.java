package dev.postrider.api.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the memory of answers: a page of large payloads has some megabytes, several times over
 * while it is made, and once until its caller has read it. Safe for use by many threads.
 */
final class AnswerMemory {
  /** Callers cannot hold anybody up here, so a few are as fast as many. */
  private static final int READERS = 3;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofSeconds(1);

  /** What is smaller fits into the buffers of its connection. */
  private static final int LARGE = 64 * 1024;

  private static final long TOGETHER = 32L << 20;

  private final Semaphore readers = new Semaphore(READERS, true);
  private final BodyMemory memory =
      new BodyMemory(TOGETHER, "Too many large answers wait for their callers to read them");
  private final SlowClients slow;

  AnswerMemory(SlowClients slow) {
    this.slow = slow;
  }

  /** What one answer holds, which is nothing yet. */
  BodyMemory.Part part() {
    return memory.part();
  }

  /** Reads when it is this request's turn; 503 when that takes long. */
  Answer read(Request request, Handler handler) throws InterruptedException {
    if (!readers.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw Refusal.unavailable("Too much is being read now", SOON);
    }
    try {
      return handler.handle(request);
    } finally {
      readers.release();
    }
  }

  /**
   * Holds a large answer until it has been sent, and gives its caller as long to read it as he had
   * for his request; 503 when there is no room for it.
   */
  void hold(BodyMemory.Part part, Answer answer) {
    if (answer.length() > LARGE) {
      part.hold(answer.length());
      slow.begun();
    }
  }
}
