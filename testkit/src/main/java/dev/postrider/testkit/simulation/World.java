package dev.postrider.testkit.simulation;

import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Endpoint.Status;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.message.Payload;
import dev.postrider.policy.FailingRule;
import dev.postrider.policy.LaneRule;
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.policy.RetrySchedule;
import dev.postrider.policy.StatusRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The endpoints, their receivers' moods, and who changes them. */
final class World {
  private static final PolicyOverrides BRIEF =
      new PolicyOverrides(
          null,
          null,
          null,
          null,
          new RetrySchedule(List.of(Duration.ofMillis(10), Duration.ofMillis(700)), 0),
          null,
          null,
          null);

  private final SplittableRandom random;
  private final Keys keys;
  private final Map<EndpointId, Endpoint> endpoints = new TreeMap<>();
  private final Map<EndpointId, Integer> failing = new TreeMap<>();
  private final Map<ApplicationId, Integer> rates = new TreeMap<>();

  /** Disabled until it is calm. */
  private final Set<EndpointId> resting = new TreeSet<>();

  private boolean calm;

  World(SplittableRandom random, Keys keys) {
    this.random = random;
    this.keys = keys;
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      var id = new EndpointId(keys.next());
      endpoints.put(id, fresh(id));
      failing.put(id, random.nextInt(4) == 0 ? 60 : 5);
    }
  }

  private Endpoint fresh(EndpointId id) {
    List<Duration> delays =
        List.of(
            Duration.ZERO, Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(20));
    LaneRule lane = random.nextInt(4) == 0 ? new LaneRule.SkipAfter(2) : new LaneRule.Hold();
    var policy =
        new Policy(
            Duration.ofSeconds(1),
            StatusRules.STANDARD,
            new RetrySchedule(delays.subList(0, random.nextInt(delays.size() + 1)), 0.2),
            lane,
            1 + random.nextInt(3),
            new FailingRule.Disable(Duration.ofDays(5)));
    Integer rate = random.nextInt(4) == 0 ? 1 + random.nextInt(50) : null;
    var application = new ApplicationId(1 + random.nextInt(2));
    if (random.nextInt(4) == 0) {
      rates.put(application, 1 + random.nextInt(50));
    }
    var settings = Endpoint.Settings.of("http://127.0.0.1/").withThrottleRate(rate);
    return new Endpoint(
        id,
        (int) id.value(),
        application,
        keys.next(),
        Status.ENABLED,
        settings,
        List.of(),
        policy,
        null,
        0,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  Collection<Endpoint> endpoints() {
    return endpoints.keySet().stream().map(this::current).toList();
  }

  /** With the rate of its application. */
  Endpoint current(EndpointId id) {
    Endpoint e = Objects.requireNonNull(endpoints.get(id));
    return new Endpoint(
        e.id(),
        e.number(),
        e.application(),
        e.revision(),
        e.status(),
        e.settings(),
        e.secrets(),
        e.policy(),
        e.failingSince(),
        e.freshRevision(),
        e.createdAt(),
        e.updatedAt(),
        rates.get(e.application()));
  }

  /** An application gets another rate, or none; its endpoints as they are then. */
  List<Endpoint> rate() {
    ApplicationId application = any().application();
    if (random.nextInt(3) == 0) {
      rates.remove(application);
    } else {
      rates.put(application, 1 + random.nextInt(50));
    }
    return endpoints().stream()
        .filter(e -> e.application().equals(application))
        .map(e -> set(e, e.status()))
        .toList();
  }

  boolean skips(EndpointId id) {
    return current(id).policy().lane() instanceof LaneRule.SkipAfter;
  }

  List<EndpointId> targets() {
    List<EndpointId> chosen = new ArrayList<>();
    for (Endpoint endpoint : endpoints()) {
      if (endpoint.status() == Status.ENABLED && random.nextInt(4) > 0) {
        chosen.add(endpoint.id());
      }
    }
    return chosen;
  }

  Outcome answer(EndpointId id) {
    Status status = current(id).status();
    if (status != Status.ENABLED && random.nextBoolean()) {
      return new Outcome.Withheld();
    }
    boolean fails = !calm && random.nextInt(100) < Objects.requireNonNull(failing.get(id));
    if (!fails) {
      return new Outcome.Answered(200, null, Payload.EMPTY);
    }
    return switch (random.nextInt(5)) {
      case 0 -> new Outcome.Unanswered(Outcome.Failure.TIMEOUT, "late");
      case 1 -> new Outcome.Answered(429, Duration.ofSeconds(random.nextInt(5)), Payload.EMPTY);
      default -> new Outcome.Answered(500, null, Payload.EMPTY);
    };
  }

  /** What the event type says: now this, now nothing. */
  PolicyOverrides ofType() {
    return random.nextInt(3) == 0 ? BRIEF : PolicyOverrides.NONE;
  }

  Duration latency() {
    boolean hangs = random.nextInt(40) == 0;
    return hangs ? Duration.ofSeconds(1) : Duration.ofMillis(1 + random.nextInt(20));
  }

  /** Receivers fall ill and get well. */
  void weather() {
    List<EndpointId> ids = List.copyOf(endpoints.keySet());
    failing.put(ids.get(random.nextInt(ids.size())), random.nextInt(3) == 0 ? 100 : 3);
  }

  /** Everything works from now on, and nothing is disabled. */
  void calm() {
    calm = true;
    for (Endpoint e : endpoints()) {
      if (e.status() == Status.DISABLED) {
        set(e, Status.ENABLED);
      }
    }
  }

  @Nullable Endpoint toggle() {
    Endpoint e = any();
    return switch (e.status()) {
      case ENABLED -> {
        if (random.nextInt(3) == 0) {
          resting.add(e.id());
        }
        yield set(e, Status.DISABLED);
      }
      case DISABLED -> resting.contains(e.id()) ? null : set(e, Status.ENABLED);
      case DELETED -> null;
    };
  }

  @Nullable Endpoint disable(EndpointId id) {
    Endpoint e = current(id);
    return e.status() == Status.ENABLED ? set(e, Status.DISABLED) : null;
  }

  Endpoint delete() {
    return set(any(), Status.DELETED);
  }

  private Endpoint any() {
    List<Endpoint> all = List.copyOf(endpoints());
    return all.get(random.nextInt(all.size()));
  }

  private Endpoint set(Endpoint e, Status status) {
    long revision = keys.next();
    boolean enabled = e.status() == Status.DISABLED && status == Status.ENABLED;
    var changed =
        new Endpoint(
            e.id(),
            e.number(),
            e.application(),
            revision,
            status,
            e.settings(),
            e.secrets(),
            e.policy(),
            null,
            enabled ? revision : e.freshRevision(),
            e.createdAt(),
            e.updatedAt());
    endpoints.put(e.id(), changed);
    return current(e.id());
  }
}
