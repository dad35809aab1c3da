package dev.postrider.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The values of a policy that one endpoint has of its own; null where its platform's hold. */
public record PolicyOverrides(
    @Nullable Duration timeout,
    @Nullable StatusRules statuses,
    @Nullable RetrySchedule retries,
    @Nullable LaneRule lane,
    @Nullable Integer concurrency,
    @Nullable FailingRule failing) {

  public static final PolicyOverrides NONE =
      new PolicyOverrides(null, null, null, null, null, null);

  /**
   * The platform's policy with these values in it.
   *
   * @throws IllegalArgumentException when a value is out of its bounds
   */
  public Policy on(Policy platform) {
    return new Policy(
        timeout == null ? platform.timeout() : timeout,
        statuses == null ? platform.statuses() : statuses,
        retries == null ? platform.retries() : retries,
        lane == null ? platform.lane() : lane,
        concurrency == null ? platform.concurrency() : concurrency,
        failing == null ? platform.failing() : failing);
  }
}
