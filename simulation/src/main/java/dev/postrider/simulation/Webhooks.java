package dev.postrider.simulation;

import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Endpoint.Status;
import dev.postrider.directory.Secret;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.policy.FailingRule;
import dev.postrider.policy.LaneRule;
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.policy.RetrySchedule;
import dev.postrider.policy.StatusRules;
import dev.postrider.policy.StatusSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The endpoints as the directory has them: durable at once, told to listeners with each change. */
final class Webhooks {
  /** What an event type says of its deliveries, now and then. */
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

  private static final List<Duration> QUICK =
      List.of(Duration.ZERO, Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(20));
  private static final List<Duration> SLOW =
      List.of(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(10));

  private final World world;
  private final Consumer<Endpoint> listener;
  private final Map<EndpointId, Endpoint> endpoints = new TreeMap<>();
  private final Map<ApplicationId, Integer> rates = new TreeMap<>();
  private final Rotations rotations;

  /** Until when each revision of an endpoint but its last was the one in force. */
  private final Map<EndpointId, Map<Long, Long>> replaced = new HashMap<>();

  private final Set<EndpointId> skipping = new HashSet<>();
  private long revision;

  Webhooks(World world, Consumer<Endpoint> listener) {
    this.world = world;
    this.listener = listener;
    this.rotations = new Rotations(world);
    for (int application = 1; application <= 2; application++) {
      boolean limited =
          world.has(Scenario.Nature.RATES) && world.chance.oneIn(3, "shared rate", application);
      if (limited) {
        int rate = 1 + world.chance.below(50, "shared rate of", application);
        rates.put(new ApplicationId(application), rate);
      }
    }
    world.scenario.webhooks().forEach(this::create);
  }

  /** The only application, or one of two. */
  static ApplicationId application(Chance chance, String whose, int number) {
    int applications = chance.oneIn(2, "one application", 0) ? 1 : 2;
    return new ApplicationId(1 + chance.below(applications, whose, number));
  }

  void create(int number) {
    EndpointId id = new EndpointId(number + 1L);
    if (endpoints.containsKey(id)) {
      return;
    }
    ApplicationId application = application(world.chance, "application of endpoint", number);
    boolean throttled = world.has(Scenario.Nature.RATES) && world.chance.oneIn(4, "rate", number);
    Endpoint.Settings settings =
        Endpoint.Settings.of("http://127.0.0.1/")
            .withThrottleRate(
                throttled ? Integer.valueOf(1 + world.chance.below(50, "rate of", number)) : null);
    Policy policy = policy(id, 0);
    revision++;
    endpoints.put(
        id,
        new Endpoint(
            id,
            number,
            application,
            revision,
            Status.ENABLED,
            settings,
            rotations.first(id),
            policy,
            null,
            0,
            Instant.EPOCH,
            Instant.EPOCH));
    listener.accept(current(id));
  }

  private Policy policy(EndpointId id, int version) {
    long n = id.value();
    Chance chance = world.chance;
    List<Duration> delays = chance.oneIn(4, "slow retries", n, version) ? SLOW : QUICK;
    int retries = chance.below(delays.size() + 1, "retries", n, version);
    LaneRule lane =
        chance.oneIn(4, "lane rule", n, version) ? new LaneRule.SkipAfter(2) : new LaneRule.Hold();
    if (lane instanceof LaneRule.SkipAfter) {
      skipping.add(id);
    }
    StatusRules statuses =
        chance.oneIn(3, "refusals", n, version)
            ? new StatusRules(false, StatusSet.of(List.of(400, 404)), StatusSet.of(List.of(410)))
            : StatusRules.STANDARD;
    return new Policy(
        Duration.ofSeconds(chance.oneIn(3, "patience", n, version) ? 6 : 1),
        statuses,
        new RetrySchedule(delays.subList(0, retries), 0.2),
        lane,
        1 + chance.below(3, "concurrency", n, version),
        new FailingRule.Disable(Duration.ofDays(5)));
  }

  /** What the type of a message says by the time that this attempt of it has ended. */
  PolicyOverrides ofType(int arrival, int attempt) {
    return world.chance.oneIn(3, "of type", arrival, attempt) ? BRIEF : PolicyOverrides.NONE;
  }

  Collection<Endpoint> all() {
    return endpoints.keySet().stream().map(this::current).toList();
  }

  /** With the rate of its application. */
  Endpoint current(EndpointId id) {
    Endpoint e = Objects.requireNonNull(endpoints.get(id));
    return copy(
        e, e.revision(), e.status(), e.settings(), e.policy(), e.failingSince(), e.freshRevision());
  }

  boolean deleted(EndpointId id) {
    return Objects.requireNonNull(endpoints.get(id)).status() == Status.DELETED;
  }

  /** True when its lanes have ever let a failing head step aside. */
  boolean skips(EndpointId id) {
    return skipping.contains(id);
  }

  // Changes by persons

  void disable(EndpointId id) {
    if (current(id).status() == Status.ENABLED) {
      status(id, Status.DISABLED);
    }
  }

  void enable(EndpointId id) {
    if (current(id).status() == Status.DISABLED) {
      status(id, Status.ENABLED);
    }
  }

  void delete(EndpointId id) {
    if (!deleted(id)) {
      status(id, Status.DELETED);
    }
  }

  private void status(EndpointId id, Status status) {
    Endpoint e = current(id);
    revision++;
    boolean fresh = status == Status.ENABLED;
    Instant failing = status == Status.DELETED ? e.failingSince() : null;
    put(
        copy(
            e,
            revision,
            status,
            e.settings().withDisabled(status == Status.DISABLED),
            e.policy(),
            failing,
            fresh ? revision : e.freshRevision()));
  }

  /** It gets another secret; the old ones sign on for a time. */
  void rotate(EndpointId id) {
    Endpoint e = current(id);
    if (e.status() != Status.DELETED) {
      put(revised(e, rotations.rotate(e)));
    }
  }

  private Endpoint revised(Endpoint e, List<Secret> secrets) {
    revision++;
    return new Endpoint(
        e.id(),
        e.number(),
        e.application(),
        revision,
        e.status(),
        e.settings(),
        secrets,
        e.policy(),
        e.failingSince(),
        e.freshRevision(),
        e.createdAt(),
        e.updatedAt());
  }

  /** The secret by which its receiver verifies now. */
  String secretOf(EndpointId id) {
    return rotations.used(id);
  }

  /** True when this was the endpoint at some time since then. */
  boolean inForceSince(Endpoint as, long began) {
    Long until = replaced.getOrDefault(as.id(), Map.of()).get(as.revision());
    return until == null ? as.revision() == current(as.id()).revision() : until >= began;
  }

  void changePolicy(EndpointId id, int version) {
    Endpoint e = current(id);
    if (e.status() != Status.DELETED) {
      revision++;
      Policy policy = policy(id, version + 1);
      put(copy(e, revision, e.status(), e.settings(), policy, e.failingSince(), e.freshRevision()));
    }
  }

  /** It is sent elsewhere, which is a new chance. */
  void changeUrl(EndpointId id, int version) {
    Endpoint e = current(id);
    if (e.status() != Status.DELETED) {
      revision++;
      Endpoint.Settings settings =
          e.settings().withTarget("http://127.0.0.1/" + version, e.settings().eventTypes());
      put(copy(e, revision, e.status(), settings, e.policy(), null, revision));
    }
  }

  /** The endpoint gets another rate of its own, or its application does. */
  void changeRate(EndpointId id, int version) {
    Endpoint e = current(id);
    Chance chance = world.chance;
    Integer rate =
        chance.oneIn(3, "no rate", version)
            ? null
            : Integer.valueOf(1 + chance.below(50, "new rate", version));
    if (chance.oneIn(2, "whose rate", version)) {
      if (e.status() != Status.DELETED) {
        revision++;
        put(
            copy(
                e,
                revision,
                e.status(),
                e.settings().withThrottleRate(rate),
                e.policy(),
                e.failingSince(),
                e.freshRevision()));
      }
      return;
    }
    if (rate == null) {
      rates.remove(e.application());
    } else {
      rates.put(e.application(), rate);
    }
    for (Endpoint other : all()) {
      if (other.application().equals(e.application()) && other.status() != Status.DELETED) {
        put(revised(other, other.secrets()));
      }
    }
  }

  // Changes by the dispatcher

  /** As the directory does it: not for one that has been given a new chance since. */
  void markFailing(EndpointId id, long known, Optional<Instant> since) {
    Endpoint e = current(id);
    boolean news = !Objects.equals(e.failingSince(), since.orElse(null));
    if (e.status() != Status.DELETED && e.freshRevision() <= known && news) {
      revision++;
      put(
          copy(
              e,
              revision,
              e.status(),
              e.settings(),
              e.policy(),
              since.orElse(null),
              e.freshRevision()));
    }
  }

  private void put(Endpoint changed) {
    Endpoint before = Objects.requireNonNull(endpoints.put(changed.id(), changed));
    replaced
        .computeIfAbsent(changed.id(), _ -> new HashMap<>())
        .put(before.revision(), world.time.now());
    Endpoint now = current(changed.id());
    world.tell(() -> "directory: " + Names.of(now));
    listener.accept(now);
  }

  private Endpoint copy(
      Endpoint e,
      long newer,
      Status status,
      Endpoint.Settings settings,
      Policy policy,
      @Nullable Instant failingSince,
      long freshRevision) {
    return new Endpoint(
        e.id(),
        e.number(),
        e.application(),
        newer,
        status,
        settings,
        e.secrets(),
        policy,
        failingSince,
        freshRevision,
        e.createdAt(),
        e.updatedAt(),
        rates.get(e.application()),
        e.verification());
  }
}
