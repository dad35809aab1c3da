package dev.postrider.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The values of a policy that one endpoint, or one event type, has of its own; null where its
 * platform's hold.
 *
 * @param onlyOk with {@code refusals} and {@code goodbyes}: its {@link StatusRules}, one by one
 */
public record PolicyOverrides(
    @Nullable Duration timeout,
    @Nullable Boolean onlyOk,
    @Nullable StatusSet refusals,
    @Nullable StatusSet goodbyes,
    @Nullable RetrySchedule retries,
    @Nullable LaneRule lane,
    @Nullable Integer concurrency,
    @Nullable FailingRule failing) {

  public static final PolicyOverrides NONE =
      new PolicyOverrides(null, null, null, null, null, null, null, null);

  /** Every value of a policy. */
  public static PolicyOverrides all(Policy policy) {
    StatusRules statuses = policy.statuses();
    return new PolicyOverrides(
        policy.timeout(),
        statuses.onlyOk(),
        statuses.refusals(),
        statuses.goodbyes(),
        policy.retries(),
        policy.lane(),
        policy.concurrency(),
        policy.failing());
  }

  /** These values where {@code first} has none of its own. */
  public PolicyOverrides under(PolicyOverrides first) {
    return new PolicyOverrides(
        or(first.timeout, timeout),
        or(first.onlyOk, onlyOk),
        or(first.refusals, refusals),
        or(first.goodbyes, goodbyes),
        or(first.retries, retries),
        or(first.lane, lane),
        or(first.concurrency, concurrency),
        or(first.failing, failing));
  }

  /**
   * The platform's policy with these values in it.
   *
   * @throws IllegalArgumentException when a value is out of its bounds
   */
  public Policy on(Policy platform) {
    if (equals(NONE)) {
      return platform;
    }
    return new Policy(
        or(timeout, platform.timeout()),
        new StatusRules(
            or(onlyOk, platform.statuses().onlyOk()),
            or(refusals, platform.statuses().refusals()),
            or(goodbyes, platform.statuses().goodbyes())),
        or(retries, platform.retries()),
        or(lane, platform.lane()),
        or(concurrency, platform.concurrency()),
        or(failing, platform.failing()));
  }

  private static <T extends @Nullable Object> T or(@Nullable T own, T otherwise) {
    return own == null ? otherwise : own;
  }
}
