package dev.postrider.testkit;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.pulse.Beat;
import dev.postrider.pulse.Counts;
import dev.postrider.pulse.Latencies;
import dev.postrider.pulse.Pulse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pulse in memory. Keeps everything for ever. Safe for use by many threads.
 *
 * <p>{@code organisationOf} knows whose an application is; null when nobody's any more.
 */
public final class MemoryPulse implements Pulse {
  private record Kept(Instant at, String organisation, Beat beat) {}

  private final Function<ApplicationId, @Nullable String> organisationOf;
  private final List<Kept> kept = new ArrayList<>();

  public MemoryPulse(Function<ApplicationId, @Nullable String> organisationOf) {
    this.organisationOf = organisationOf;
  }

  @Override
  public synchronized void add(Instant at, List<Beat> beats) {
    for (Beat beat : beats) {
      String organisation = organisationOf.apply(beat.application());
      if (organisation != null) {
        kept.add(new Kept(at, organisation, beat));
      }
    }
  }

  @Override
  public synchronized List<Point> points(Whose whose, Range range) {
    Map<Instant, Point> points = new TreeMap<>();
    for (Kept one : kept) {
      Instant at = range.step().floor(one.at);
      if (one.organisation.equals(whose.organisation())
          && Objects.equals(one.beat.endpoint(), whose.endpoint())
          && (whose.application() == null || whose.application().equals(one.beat.application()))
          && within(range, at)) {
        Point before = points.getOrDefault(at, new Point(at, Counts.NONE, new Latencies()));
        points.put(
            at,
            new Point(
                at,
                before.counts().plus(one.beat.counts()),
                sum(before.latencies(), one.beat.latencies())));
      }
    }
    return List.copyOf(points.values());
  }

  @Override
  public synchronized List<OfEndpoint> endpoints(Whose whose, Range range, Order order, int most) {
    Map<EndpointId, OfEndpoint> found = new HashMap<>();
    for (Kept one : kept) {
      EndpointId endpoint = one.beat.endpoint();
      if (endpoint != null
          && one.organisation.equals(whose.organisation())
          && (whose.application() == null || whose.application().equals(one.beat.application()))
          && within(range, range.step().floor(one.at))) {
        Beat beat = one.beat;
        OfEndpoint before =
            found.getOrDefault(
                endpoint,
                new OfEndpoint(beat.application(), endpoint, Counts.NONE, new Latencies()));
        found.put(
            endpoint,
            new OfEndpoint(
                beat.application(),
                endpoint,
                before.counts().plus(beat.counts()),
                sum(before.latencies(), beat.latencies())));
      }
    }
    return found.values().stream().sorted(by(order)).limit(most).toList();
  }

  private static Comparator<OfEndpoint> by(Order order) {
    Comparator<OfEndpoint> worst =
        switch (order) {
          case FAILING ->
              Comparator.<OfEndpoint>comparingLong(one -> one.counts().failed())
                  .thenComparingLong(one -> one.counts().discarded());
          case SLOWEST ->
              Comparator.comparingDouble(one ->
                  one.latencies().count() == 0
                      ? -1
                      : (double) one.latencies().sum() / one.latencies().count());
        };
    return worst.reversed().thenComparingLong(one -> one.endpoint().value());
  }

  private static boolean within(Range range, Instant at) {
    return !at.isBefore(range.from()) && at.isBefore(range.until());
  }

  private static Latencies sum(Latencies one, Latencies other) {
    Latencies sum = new Latencies();
    sum.add(one);
    sum.add(other);
    return sum;
  }
}
