package dev.postrider.pulse;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what happened in each minute and hour. Statistics, no promise: what a process has not
 * written when it ends is not counted, and what it wrote in doubt may be counted twice. Safe for
 * use by many threads.
 */
public interface Pulse {

  /** How wide points are, and how long they are kept. */
  enum Step {
    MINUTE(Duration.ofMinutes(1), Duration.ofDays(2)),
    HOUR(Duration.ofHours(1), Duration.ofDays(30));

    private final Duration width;
    private final Duration kept;

    Step(Duration width, Duration kept) {
      this.width = width;
      this.kept = kept;
    }

    public Duration width() {
      return width;
    }

    public Duration kept() {
      return kept;
    }

    /** The beginning of the point that has this instant. */
    public Instant floor(Instant instant) {
      long millis = width.toMillis();
      return Instant.ofEpochMilli(Math.floorDiv(instant.toEpochMilli(), millis) * millis);
    }
  }

  /** Whose pulse: an organisation's, or that of one of its applications or endpoints. */
  record Whose(
      String organisation, @Nullable ApplicationId application, @Nullable EndpointId endpoint) {}

  /** The points that begin within this time; {@code until} is exclusive. */
  record Range(Step step, Instant from, Instant until) {}

  /** What happened from {@code at} on, for the width of its step. */
  record Point(Instant at, Counts counts, Latencies latencies) {}

  /** What happened at one endpoint. */
  record OfEndpoint(
      ApplicationId application, EndpointId endpoint, Counts counts, Latencies latencies) {}

  /** Which endpoints come first. */
  enum Order {
    /** Those with the most failed attempts. */
    FAILING,
    /** Those whose attempts take the longest, on the average. */
    SLOWEST
  }

  /** Adds what was counted to the minute and the hour that have this instant. */
  void add(Instant at, List<Beat> beats);

  /** In the order of time; where nothing happened there is none. */
  List<Point> points(Whose whose, Range range);

  /** The first of those where something happened, at most so many. */
  List<OfEndpoint> endpoints(Whose whose, Range range, Order order, int most);
}
