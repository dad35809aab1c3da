package dev.postrider.server.observe;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.dispatch.Delivery;
import dev.postrider.dispatch.DispatchListener;
import dev.postrider.policy.Verdict;
import dev.postrider.record.Entry;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs failed attempts, a line each, and none that succeed. At most a hundred a second: more tell
 * nothing new and cost what deliveries need.
 */
public final class AttemptLog implements DispatchListener {
  private static final Logger log = LoggerFactory.getLogger(AttemptLog.class);
  private static final int A_SECOND = 100;

  private final InstantSource clock;
  private final DispatchListener counter;
  private long second;
  private int lines;
  private long left;

  /** Passes everything on to {@code counter}. */
  public AttemptLog(InstantSource clock, DispatchListener counter) {
    this.clock = clock;
    this.counter = counter;
  }

  @Override
  public synchronized void judged(Delivery delivery, Attempted attempted, Verdict verdict) {
    counter.judged(delivery, attempted, verdict);
    String consequence =
        switch (verdict) {
          case Verdict.Delivered() -> "";
          case Verdict.Retry(Instant at) -> "next at " + at;
          case Verdict.Discard(String reason, _) -> "given up: " + reason;
        };
    if (!consequence.isEmpty() && room()) {
      log.info(
          "attempt {} of {} to {} failed: {}; {}",
          delivery.attempts(),
          delivery.message().id(),
          delivery.endpoint().id(),
          words(attempted.outcome()),
          consequence);
    }
  }

  @Override
  public void settled(Entry entry) {
    counter.settled(entry);
  }

  @Override
  public void parked(Entry entry) {
    counter.parked(entry);
  }

  private boolean room() {
    long now = clock.instant().getEpochSecond();
    if (now != second) {
      if (left > 0) {
        log.info("{} more failed attempts within that second", left);
      }
      second = now;
      lines = 0;
      left = 0;
    }
    if (lines == A_SECOND) {
      left++;
      return false;
    }
    lines++;
    return true;
  }

  /** Without the URL, which may hold a secret. */
  private static String words(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered(int status, _, _) -> "status " + status;
      case Outcome.Unanswered(var failure, String detail) -> failure + ", " + detail;
      case Outcome.Withheld() -> "withheld";
    };
  }
}
