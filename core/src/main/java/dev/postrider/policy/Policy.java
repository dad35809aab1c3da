package dev.postrider.policy;

import dev.postrider.attempt.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The delivery rules of one endpoint, as arithmetic over an outcome, the attempts so far and the
 * time.
 *
 * @param timeout total deadline of one attempt
 * @param concurrency attempts in flight to the endpoint at once
 * @param failing what becomes of an endpoint that fails without one success
 */
public record Policy(
    Duration timeout,
    StatusRules statuses,
    RetrySchedule retries,
    LaneRule lane,
    int concurrency,
    FailingRule failing) {

  /** The longest wait that a receiver's {@code Retry-After} can ask for. */
  public static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  /** Standard Webhooks 1.0: 15 s, any 2xx, ten attempts, disabled after five days of failure. */
  public static final Policy STANDARD =
      new Policy(
          Duration.ofSeconds(15),
          StatusRules.STANDARD,
          RetrySchedule.STANDARD,
          new LaneRule.Hold(),
          16,
          new FailingRule.Disable(Duration.ofDays(5)));

  public Policy {
    if (timeout.compareTo(Duration.ofMillis(100)) < 0
        || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("timeout: 100 ms to 1 minute, not " + timeout);
    }
    if (concurrency < 1 || concurrency > 1_000) {
      throw new IllegalArgumentException("concurrency: 1 to 1000, not " + concurrency);
    }
  }

  /**
   * Says what becomes of a delivery whose attempt number {@code attempts} had this outcome. A
   * receiver's {@code Retry-After} lengthens the schedule's delay, up to {@link
   * #LONGEST_RETRY_AFTER}, and never shortens it.
   */
  public Verdict judge(Outcome outcome, int attempts, Instant now, RandomGenerator random) {
    return switch (outcome) {
      case Outcome.Answered(int status, _, _) when statuses.success(status) ->
          new Verdict.Delivered();
      case Outcome.Answered(int status, _, _) when statuses.goodbyes().contains(status) ->
          new Verdict.Discard("the receiver answered " + status + ": the endpoint is gone", true);
      case Outcome.Answered(int status, _, _) when statuses.refuses(status) ->
          new Verdict.Discard("the receiver refused it with " + status, false);
      case Outcome.Answered(_, var asked, _) ->
          retry(attempts, asked == null ? Duration.ZERO : bounded(asked), now, random);
      case Outcome.Unanswered _ -> retry(attempts, Duration.ZERO, now, random);
      case Outcome.Withheld() -> throw new IllegalArgumentException("nothing was attempted");
    };
  }

  /** The wait that an endpoint asked for, within our bounds. */
  public static Duration bounded(Duration asked) {
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
  }

  private Verdict retry(int attempts, Duration atLeast, Instant now, RandomGenerator random) {
    return retries
        .delayAfter(attempts, random)
        .<Verdict>map(d -> new Verdict.Retry(now.plus(d.compareTo(atLeast) < 0 ? atLeast : d)))
        .orElseGet(() -> new Verdict.Discard("no attempts left after " + attempts, false));
  }
}
