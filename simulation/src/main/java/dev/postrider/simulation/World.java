package dev.postrider.simulation;

import dev.postrider.dispatch.DispatchConfig;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** What everything in a run shares: its scenario, chance, time, story and tally. */
final class World {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /**
   * Small, so that every bound is met: of an endpoint 4 deliveries and 1 MiB in memory, 1 MiB in
   * all, 6 attempts in flight, 2 lanes that wait, a tail of 20.
   */
  static final DispatchConfig CONFIG =
      new DispatchConfig(4, 1 << 20, 1 << 20, 6, 2, 20, DispatchConfig.HealthConfig.DEFAULT);

  final Scenario scenario;
  final Chance chance;
  final Timeline time = new Timeline();
  final Tally tally = new Tally();
  private final Story story;
  private long turned;
  private Instant latest = START;

  World(Scenario scenario, Story story) {
    this.scenario = scenario;
    this.chance = new Chance(scenario.seed());
    this.story = story;
  }

  /** The clock on the wall, which may be set. */
  Instant wall() {
    return START.plus(time.now() + turned, ChronoUnit.MICROS);
  }

  void turnClock(long micros) {
    turned += micros;
  }

  boolean clockWasSet() {
    return turned != 0;
  }

  /** A process has seen this time. */
  void seen(Instant time) {
    latest = time.isAfter(latest) ? time : latest;
  }

  /** True when some process has seen that time, whatever the clock has done since. */
  boolean hasBeen(Instant time) {
    return !time.isAfter(latest);
  }

  void tell(Supplier<String> what) {
    story.tell(time.now(), what);
  }

  boolean has(Scenario.Nature nature) {
    return scenario.has(nature);
  }
}
