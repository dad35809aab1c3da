package dev.postrider.server.config;

import dev.postrider.policy.PolicyBounds;
import java.time.Duration;
import java.util.List;

/** What an endpoint may have of its own, where it differs from its platform's policy. */
final class PolicyKeys {
  private static final PolicyBounds DEFAULT = PolicyBounds.DEFAULT;

  static final Key<Duration> TIMEOUT_MAX =
      Key.of(
          "policy.timeoutMax",
          Kinds.duration(Duration.ofMillis(100), Duration.ofMinutes(1)),
          DEFAULT.timeoutMax(),
          "The longest timeout that an endpoint may have of its own; platforms are not bound.");

  static final Key<Integer> ATTEMPTS_MAX =
      Key.of(
          "policy.attemptsMax",
          Kinds.number(1, 51),
          DEFAULT.attemptsMax(),
          "The most attempts by an endpoint's own retry schedule, the first included.");

  static final Key<Duration> RETRY_DELAY_MIN =
      Key.of(
          "policy.retryDelayMin",
          Kinds.duration(Duration.ZERO, Duration.ofHours(1)),
          DEFAULT.retryDelayMin(),
          "The shortest delay in it; the first may be 0s all the same.");

  static final Key<Duration> RETRY_TOTAL_MAX =
      Key.of(
          "policy.retryTotalMax",
          Kinds.duration(Duration.ofMinutes(1), Duration.ofDays(350)),
          DEFAULT.retryTotalMax(),
          "All its delays together.");

  static final Key<Integer> CONCURRENCY_MAX =
      Key.of(
          "policy.concurrencyMax",
          Kinds.number(1, 1_000),
          DEFAULT.concurrencyMax(),
          "The most attempts at once that an endpoint may have of its own.");

  static final Key<Duration> FAILING_MAX =
      Key.absent(
          "policy.failingMax",
          Kinds.duration(Duration.ofMinutes(1), Duration.ofDays(365)),
          "How long an endpoint's own policy may let it fail; with it, none may say keep.");

  static final List<Key<?>> KEYS =
      List.of(
          TIMEOUT_MAX,
          ATTEMPTS_MAX,
          RETRY_DELAY_MIN,
          RETRY_TOTAL_MAX,
          CONCURRENCY_MAX,
          FAILING_MAX);

  private PolicyKeys() {}

  static PolicyBounds bounds(Settings s) {
    return new PolicyBounds(
        s.get(TIMEOUT_MAX),
        s.get(ATTEMPTS_MAX),
        s.get(RETRY_DELAY_MIN),
        s.get(RETRY_TOTAL_MAX),
        s.get(CONCURRENCY_MAX),
        s.find(FAILING_MAX).orElse(null));
  }
}
