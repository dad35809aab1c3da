package dev.postrider.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the operator lets endpoints have of their own, within what every policy can be. Platforms
 * are not bound by it.
 *
 * @param timeoutMax the longest attempt. Defaults to 30 s
 * @param attemptsMax attempts in all, the first included. Defaults to 20
 * @param retryDelayMin the shortest wait before an attempt; the second may come at once. Defaults
 *     to 1 s
 * @param retryTotalMax all waits together. Defaults to 7 days
 * @param concurrencyMax attempts in flight at once. Defaults to 64
 * @param failingMax how long an endpoint may fail, so that it may not be kept for ever; null for no
 *     such bound. Defaults to null
 */
public record PolicyBounds(
    Duration timeoutMax,
    int attemptsMax,
    Duration retryDelayMin,
    Duration retryTotalMax,
    int concurrencyMax,
    @Nullable Duration failingMax) {

  public static final PolicyBounds DEFAULT =
      new PolicyBounds(
          Duration.ofSeconds(30), 20, Duration.ofSeconds(1), Duration.ofDays(7), 64, null);
}
