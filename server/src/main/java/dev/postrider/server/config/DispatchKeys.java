package dev.postrider.server.config;

import dev.postrider.dispatch.DispatchConfig;
import dev.postrider.dispatch.DispatchConfig.HealthConfig;
import java.time.Duration;
import java.util.List;

/** The settings of the dispatch stage. */
final class DispatchKeys {
  private static final DispatchConfig DEFAULT = DispatchConfig.DEFAULT;
  private static final HealthConfig HEALTH = DEFAULT.health();

  static final Key<Integer> WINDOW =
      Key.of(
          "dispatch.window",
          Kinds.number(1, 65_536),
          DEFAULT.window(),
          "Deliveries of one endpoint that are kept in memory; the others wait on disk.");

  static final Key<Long> WINDOW_BYTES =
      Key.of(
          "dispatch.windowBytes",
          Kinds.size(1 << 20, 1L << 30),
          DEFAULT.windowBytes(),
          "What the deliveries of one endpoint in memory take: payloads, texts, and 512 bytes each.");

  static final Key<Long> MEMORY_BYTES =
      Key.of(
          "dispatch.memoryBytes",
          Kinds.size(1 << 20, 1L << 36),
          DEFAULT.memoryBytes(),
          "What all deliveries in memory take, half of it for what waited on disk; at least dispatch.windowBytes.");

  static final Key<Integer> IN_FLIGHT =
      Key.of(
          "dispatch.inFlight",
          Kinds.number(2, 100_000),
          DEFAULT.inFlight(),
          "Attempts under way at once, all endpoints together; what waited on disk gets half of them.");

  static final Key<Integer> LANES =
      Key.of(
          "dispatch.lanes",
          Kinds.number(1, 1_000_000),
          DEFAULT.lanes(),
          "Lanes of one endpoint that may wait for a retry at once; more stop its intake.");

  static final Key<Integer> TAIL =
      Key.of(
          "dispatch.tail",
          Kinds.number(1, 10_000_000),
          DEFAULT.tail(),
          "Messages that a restart has to read again at most.");

  static final Key<Integer> OPEN_AFTER =
      Key.of(
          "dispatch.health.openAfter",
          Kinds.number(1, 10_000),
          HEALTH.openAfter(),
          "Failures in a row after which an endpoint is only probed.");

  static final Key<Duration> FIRST_PAUSE =
      Key.of(
          "dispatch.health.firstPause",
          Kinds.duration(Duration.ofMillis(1), Duration.ofHours(1)),
          HEALTH.firstPause(),
          "The wait before its first probe, or up to a half less; each failed probe doubles it.");

  static final Key<Duration> LONGEST_PAUSE =
      Key.of(
          "dispatch.health.longestPause",
          Kinds.duration(Duration.ofMillis(1), Duration.ofDays(1)),
          HEALTH.longestPause(),
          "The longest wait between probes; at least dispatch.health.firstPause.");

  static final Key<Double> RAMP_START =
      Key.of(
          "dispatch.health.rampStart",
          Kinds.decimal(0.1, 1e6),
          HEALTH.rampStart(),
          "Deliveries a second right after a probe that succeeded.");

  static final Key<Duration> RAMP_DOUBLING =
      Key.of(
          "dispatch.health.rampDoubling",
          Kinds.duration(Duration.ofMillis(1), Duration.ofHours(1)),
          HEALTH.rampDoubling(),
          "How long until that rate has doubled.");

  static final Key<Double> RAMP_END =
      Key.of(
          "dispatch.health.rampEnd",
          Kinds.decimal(0.1, 1e9),
          HEALTH.rampEnd(),
          "The rate from which none is kept any more; at least dispatch.health.rampStart.");

  static final List<Key<?>> KEYS =
      List.of(
          WINDOW,
          WINDOW_BYTES,
          MEMORY_BYTES,
          IN_FLIGHT,
          LANES,
          TAIL,
          OPEN_AFTER,
          FIRST_PAUSE,
          LONGEST_PAUSE,
          RAMP_START,
          RAMP_DOUBLING,
          RAMP_END);

  private DispatchKeys() {}

  static DispatchConfig config(Settings s) {
    return new DispatchConfig(
        s.get(WINDOW),
        s.get(WINDOW_BYTES),
        s.get(MEMORY_BYTES),
        s.get(IN_FLIGHT),
        s.get(LANES),
        s.get(TAIL),
        new HealthConfig(
            s.get(OPEN_AFTER),
            s.get(FIRST_PAUSE),
            s.get(LONGEST_PAUSE),
            s.get(RAMP_START),
            s.get(RAMP_DOUBLING),
            s.get(RAMP_END)));
  }
}
