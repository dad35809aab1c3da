package dev.postrider.server.listen;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** How webhooks are answered. Safe for use by many threads. */
public final class Plan {
  private static final int REFUSED = 401;
  private static final int FAILED = 503;

  private final int status;
  private final Duration delay;
  private final AtomicInteger failures;

  /**
   * Answers so.
   *
   * @param status for all but those that fail or are not verified
   * @param delay how long each waits for its answer
   * @param failures how many of the first are answered 503, whatever they are
   */
  public Plan(int status, Duration delay, int failures) {
    this.status = status;
    this.delay = delay;
    this.failures = new AtomicInteger(failures);
  }

  /** The status for the next webhook. */
  int next(Verdict verdict) {
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return FAILED;
    }
    return switch (verdict) {
      case Verdict.Refused _ -> REFUSED;
      case Verdict.Genuine _, Verdict.Unchecked _ -> status;
    };
  }

  Duration delay() {
    return delay;
  }
}
