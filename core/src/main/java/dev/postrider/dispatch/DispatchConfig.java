package dev.postrider.dispatch;

import java.time.Duration;

/**
 * The bounds of a dispatcher; each shard has its own.
 *
 * @param window deliveries of one endpoint in memory. Defaults to 256
 * @param windowBytes their weight together: payloads, texts, and 512 bytes each. Defaults to 4 MiB
 * @param memoryBytes weight of all deliveries in memory, half of it for what waited on disk.
 *     Defaults to 48 MiB
 * @param inFlight attempts at once, half of them for what waited on disk. Defaults to 2048
 * @param lanes lanes of one endpoint that may wait for a retry at once; more stop its intake.
 *     Defaults to 1024
 * @param tail messages between the checkpoint and the newest, which is what a restart reads again.
 *     Defaults to 100,000
 */
public record DispatchConfig(
    int window,
    long windowBytes,
    long memoryBytes,
    int inFlight,
    int lanes,
    int tail,
    HealthConfig health) {

  public static final DispatchConfig DEFAULT =
      new DispatchConfig(256, 4 << 20, 48 << 20, 2048, 1024, 100_000, HealthConfig.DEFAULT);

  public DispatchConfig {
    within("dispatch.window", window, 1, 65_536);
    within("dispatch.windowBytes", windowBytes, 1 << 20, 1L << 30);
    within("dispatch.memoryBytes", memoryBytes, windowBytes, 1L << 36);
    within("dispatch.inFlight", inFlight, 2, 100_000);
    within("dispatch.lanes", lanes, 1, 1_000_000);
    within("dispatch.tail", tail, 1, 10_000_000);
  }

  /**
   * When an endpoint counts as failing, and how it comes back.
   *
   * @param openAfter failures in a row until sending pauses. Defaults to 10
   * @param firstPause the wait before the first probe; doubles with each failed probe. Each wait is
   *     shortened by up to a half, at random. Defaults to 5 s
   * @param longestPause the longest wait between probes. Defaults to 1 minute
   * @param rampStart deliveries a second right after a successful probe. Defaults to 10
   * @param rampDoubling how long until that rate has doubled. Defaults to 1 s
   * @param rampEnd the rate from which no rate is kept any more. Defaults to 10,000
   */
  public record HealthConfig(
      int openAfter,
      Duration firstPause,
      Duration longestPause,
      double rampStart,
      Duration rampDoubling,
      double rampEnd) {

    public static final HealthConfig DEFAULT =
        new HealthConfig(
            10, Duration.ofSeconds(5), Duration.ofMinutes(1), 10, Duration.ofSeconds(1), 10_000);

    public HealthConfig {
      within("dispatch.health.openAfter", openAfter, 1, 10_000);
      within("dispatch.health.firstPause (ms)", firstPause.toMillis(), 1, 3_600_000);
      within(
          "dispatch.health.longestPause (ms)",
          longestPause.toMillis(),
          firstPause.toMillis(),
          86_400_000);
      rate("dispatch.health.rampStart", rampStart, 0.1, 1e6);
      within("dispatch.health.rampDoubling (ms)", rampDoubling.toMillis(), 1, 3_600_000);
      rate("dispatch.health.rampEnd", rampEnd, rampStart, 1e9);
    }
  }

  private static void within(String key, long value, long low, long high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          "%s must be from %d to %d, not %d".formatted(key, low, high, value));
    }
  }

  private static void rate(String key, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "%s must be from %s to %s, not %s".formatted(key, low, high, value));
    }
  }
}
