package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.postrider.directory.Application;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.pulse.Beat;
import dev.postrider.pulse.Counts;
import dev.postrider.pulse.Latencies;
import dev.postrider.pulse.Pulse;
import dev.postrider.pulse.Pulse.OfEndpoint;
import dev.postrider.pulse.Pulse.Order;
import dev.postrider.pulse.Pulse.Point;
import dev.postrider.pulse.Pulse.Range;
import dev.postrider.pulse.Pulse.Step;
import dev.postrider.pulse.Pulse.Whose;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a keeper of the pulse promises. */
public abstract class PulseContract {
  private static final Instant MINUTE = Instant.parse("2026-03-01T12:34:00Z");
  private static final Instant HOUR = Instant.parse("2026-03-01T12:00:00Z");
  private static final EndpointId ONE = new EndpointId(11L << 40);
  private static final EndpointId TWO = new EndpointId(12L << 40);

  private Pulse pulse;
  private ApplicationId first;
  private ApplicationId second;

  protected abstract Pulse pulse();

  /** Stores one of {@link Edges#ORGANISATION}. */
  protected abstract Application application();

  @BeforeEach
  void open() {
    pulse = pulse();
    first = application().id();
    second = application().id();
  }

  private static Beat beat(
      ApplicationId application, @Nullable EndpointId endpoint, Counts counts, long... micros) {
    Latencies latencies = new Latencies();
    Arrays.stream(micros).forEach(latencies::add);
    return new Beat(application, endpoint, counts, latencies);
  }

  private static Whose whose(@Nullable ApplicationId application, @Nullable EndpointId endpoint) {
    return new Whose(Edges.ORGANISATION, application, endpoint);
  }

  private static Range minutes(int from, int until) {
    return new Range(
        Step.MINUTE, MINUTE.plus(Duration.ofMinutes(from)), MINUTE.plus(Duration.ofMinutes(until)));
  }

  private static final Range TODAY = new Range(Step.HOUR, HOUR, HOUR.plus(Duration.ofHours(2)));

  private Point only(Whose whose, Range range) {
    List<Point> points = pulse.points(whose, range);
    assertThat(points).hasSize(1);
    return points.getFirst();
  }

  @Test
  void whatIsAddedToAMinuteAddsUpWhoeverAddsIt() {
    Instant within = MINUTE.plusSeconds(7);
    pulse.add(
        within,
        List.of(
            beat(first, null, new Counts(3, 1, 1, 0, 2), 1_000, 900_000),
            beat(first, ONE, new Counts(2, 1, 1, 0, 2), 1_000, 900_000)));
    pulse.add(
        within.plusSeconds(40),
        List.of(
            beat(first, null, new Counts(1, 2, 0, 1, 0), 1_000, 2_000),
            beat(first, ONE, new Counts(1, 0, 0, 1, 0)),
            beat(second, null, new Counts(10, 0, 0, 0, 0))));
    Point application = only(whose(first, null), minutes(0, 1));
    assertThat(application.at()).isEqualTo(MINUTE);
    assertThat(application.counts()).isEqualTo(new Counts(4, 3, 1, 1, 2));
    assertThat(application.latencies().count()).isEqualTo(4);
    Point endpoint = only(whose(first, ONE), minutes(0, 1));
    assertThat(endpoint.counts()).isEqualTo(new Counts(3, 1, 1, 1, 2));
    assertThat(endpoint.latencies().count()).isEqualTo(2);
    assertThat(only(whose(null, null), minutes(0, 1)).counts())
        .as("the organisation, no application twice")
        .isEqualTo(new Counts(14, 3, 1, 1, 2));
    assertThat(pulse.points(new Whose("org_other", null, null), minutes(0, 1))).isEmpty();
    assertThat(pulse.points(whose(second, ONE), minutes(0, 1))).isEmpty();
  }

  @Test
  void minutesAreAddedUpToHours() {
    pulse.add(MINUTE, List.of(beat(first, null, new Counts(1, 1, 0, 0, 0), 5_000)));
    pulse.add(MINUTE.plusSeconds(60), List.of(beat(first, null, new Counts(2, 2, 0, 0, 0), 7_000)));
    pulse.add(
        MINUTE.plus(Duration.ofHours(1)), List.of(beat(first, null, new Counts(4, 0, 0, 0, 0))));
    List<Point> hours = pulse.points(whose(first, null), TODAY);
    assertThat(hours).extracting(Point::at).containsExactly(HOUR, HOUR.plus(Duration.ofHours(1)));
    assertThat(hours.getFirst().counts()).isEqualTo(new Counts(3, 3, 0, 0, 0));
    assertThat(hours.getFirst().latencies().count()).isEqualTo(2);
    assertThat(pulse.points(whose(first, null), minutes(0, 5)))
        .extracting(Point::at)
        .containsExactly(MINUTE, MINUTE.plusSeconds(60));
    assertThat(pulse.points(whose(first, null), minutes(1, 5))).hasSize(1);
    assertThat(pulse.points(whose(first, null), minutes(0, 1))).hasSize(1);
  }

  @Test
  void percentilesAreTrueWithinAnEighth() {
    var random = new SplittableRandom(5);
    long[] micros = random.doubles(5_000).mapToLong(x -> (long) (300 * Math.exp(11 * x))).toArray();
    for (int part = 0; part < 5; part++) {
      long[] some = Arrays.copyOfRange(micros, part * 1_000, (part + 1) * 1_000);
      pulse.add(MINUTE, List.of(beat(first, null, Counts.NONE, some)));
    }
    Arrays.sort(micros);
    Latencies latencies = only(whose(first, null), minutes(0, 1)).latencies();
    for (double share : new double[] {0.01, 0.5, 0.95, 0.99, 1}) {
      double exact = micros[(int) Math.ceil(share * micros.length) - 1];
      assertThat((double) latencies.percentile(share))
          .as("p%s", share * 100)
          .isCloseTo(exact, within(exact / 8));
    }
    double sum = Arrays.stream(micros).sum();
    assertThat((double) latencies.sum()).isCloseTo(sum, within(sum / 8));
  }

  @Test
  void theWorstEndpointsComeFirst() {
    pulse.add(
        MINUTE,
        List.of(
            beat(first, ONE, new Counts(9, 5, 1, 0, 0), 800_000, 900_000),
            beat(second, TWO, new Counts(9, 2, 3, 1, 0), 2_000)));
    pulse.add(
        MINUTE.plusSeconds(60), List.of(beat(first, ONE, new Counts(0, 1, 1, 0, 0), 900_000)));
    List<OfEndpoint> failing = pulse.endpoints(whose(null, null), TODAY, Order.FAILING, 50);
    assertThat(failing).extracting(OfEndpoint::endpoint).containsExactly(TWO, ONE);
    assertThat(failing).extracting(OfEndpoint::application).containsExactly(second, first);
    assertThat(failing.getLast().counts()).isEqualTo(new Counts(9, 6, 2, 0, 0));
    assertThat(failing.getLast().latencies().count()).isEqualTo(3);
    assertThat(pulse.endpoints(whose(null, null), TODAY, Order.SLOWEST, 50))
        .extracting(OfEndpoint::endpoint)
        .containsExactly(ONE, TWO);
    assertThat(pulse.endpoints(whose(null, null), TODAY, Order.SLOWEST, 1)).hasSize(1);
    assertThat(pulse.endpoints(whose(second, null), TODAY, Order.SLOWEST, 50))
        .extracting(OfEndpoint::endpoint)
        .containsExactly(TWO);
    assertThat(pulse.endpoints(whose(first, null), minutes(1, 2), Order.FAILING, 50))
        .extracting(one -> one.counts().delivered())
        .containsExactly(1L);
    assertThat(pulse.endpoints(whose(first, null), minutes(2, 9), Order.FAILING, 50)).isEmpty();
  }

  @Test
  void anApplicationThatNobodyKnowsIsLeftOut() {
    pulse.add(
        MINUTE,
        List.of(
            beat(new ApplicationId(77), null, new Counts(1, 0, 0, 0, 0)),
            beat(first, null, new Counts(2, 0, 0, 0, 0))));
    assertThat(only(whose(null, null), minutes(0, 1)).counts().accepted()).isEqualTo(2);
  }
}
