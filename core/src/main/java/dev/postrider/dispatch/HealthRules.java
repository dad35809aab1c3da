package dev.postrider.dispatch;

import dev.postrider.dispatch.DispatchConfig.HealthConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The transitions between states of {@link Health}, as arithmetic. */
final class HealthRules {
  private static final int RAMP_FAILURES = 3;

  /**
   * By which part a pause may be shorter, at random: endpoints that failed together, as those of
   * one hoster do, must not all be probed, and come back, in the same second.
   */
  private static final double SHORTER = 0.5;

  private final HealthConfig config;
  private final RandomGenerator random;

  HealthRules(HealthConfig config, RandomGenerator random) {
    this.config = config;
    this.random = random;
  }

  /** May one more attempt start now? */
  boolean permits(Health health, Instant now) {
    return switch (health) {
      case Health.Healthy _ -> true;
      case Health.Open open -> !now.isBefore(open.until());
      case Health.Probing _ -> false;
      case Health.Ramping ramping -> !now.isBefore(permitted(ramping));
    };
  }

  /** When time alone will permit an attempt; empty when it is not time that is missing. */
  Optional<Instant> wakeAt(Health health) {
    return switch (health) {
      case Health.Healthy _, Health.Probing _ -> Optional.empty();
      case Health.Open open -> Optional.of(open.until());
      case Health.Ramping ramping -> Optional.of(permitted(ramping));
    };
  }

  Health sent(Health health) {
    return switch (health) {
      case Health.Healthy healthy -> healthy;
      case Health.Open open -> new Health.Probing(open.pause(), null);
      case Health.Probing probing -> probing;
      case Health.Ramping(var since, long sent, int failures) ->
          new Health.Ramping(since, sent + 1, failures);
    };
  }

  Health succeeded(Health health, Instant now) {
    return switch (health) {
      case Health.Healthy _ -> Health.WELL;
      // What it asked for is kept, and ends in a probe.
      case Health.Open(_, var pause, var asked) when asked != null ->
          new Health.Open(asked, pause, asked);
      case Health.Probing(var pause, var asked) when asked != null && asked.isAfter(now) ->
          new Health.Open(asked, pause, asked);
      case Health.Open _, Health.Probing _ -> new Health.Ramping(now, 0, 0);
      case Health.Ramping(var since, long sent, _) ->
          rate(since, now) >= config.rampEnd() ? Health.WELL : new Health.Ramping(since, sent, 0);
    };
  }

  /**
   * The receiver wants us to wait until then, which prolongs whatever pause there is and never
   * shortens it.
   */
  Health asked(Health health, Instant until) {
    return switch (health) {
      case Health.Healthy _, Health.Ramping _ -> new Health.Open(until, config.firstPause(), until);
      case Health.Open(var end, var pause, var before) ->
          new Health.Open(later(until, end), pause, later(until, before));
      case Health.Probing(var pause, var before) -> new Health.Probing(pause, later(until, before));
    };
  }

  /** {@code asked}: until when the receiver wants us to wait; null when it did not say. */
  Health failed(Health health, Instant now, @Nullable Instant asked) {
    if (asked != null) {
      return paused(health, asked);
    }
    return switch (health) {
      case Health.Healthy(int failures) when failures + 1 < config.openAfter() ->
          new Health.Healthy(failures + 1);
      case Health.Ramping(var since, long sent, int failures) when failures + 1 < RAMP_FAILURES ->
          new Health.Ramping(since, sent, failures + 1);
      case Health.Healthy _, Health.Ramping _ -> open(now, config.firstPause());
      case Health.Probing(var pause, var before) -> {
        Health open = open(now, longer(pause));
        yield before == null ? open : asked(open, before);
      }
      case Health.Open open -> open;
    };
  }

  /** A short rest that ends in a probe, unless a pause ends in one already. */
  Health rest(Health health, Instant now) {
    return health instanceof Health.Open open ? open : paused(health, now.plusSeconds(1));
  }

  /** Nothing more is sent until then; a probe that is out has ended. */
  private Health paused(Health health, Instant until) {
    return health instanceof Health.Probing(var pause, var before)
        ? asked(new Health.Open(until, pause, until), before == null ? until : before)
        : asked(health, until);
  }

  private Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(config.longestPause()) > 0 ? config.longestPause() : twice;
  }

  private Health open(Instant now, Duration pause) {
    long nanos = (long) (pause.toNanos() * (1 - SHORTER * random.nextDouble()));
    return new Health.Open(now.plusNanos(nanos), pause, null);
  }

  private static Instant later(Instant a, @Nullable Instant b) {
    return b == null || a.isAfter(b) ? a : b;
  }

  private double rate(Instant since, Instant now) {
    double doublings =
        (double) Duration.between(since, now).toNanos() / config.rampDoubling().toNanos();
    return config.rampStart() * Math.pow(2, doublings);
  }

  /**
   * When the ramp permits attempt {@code sent + 1}: the growing rate's integral, solved for time.
   */
  private Instant permitted(Health.Ramping ramping) {
    double perDoubling = config.rampStart() * config.rampDoubling().toNanos() / 1e9 / Math.log(2);
    double doublings = Math.log1p(ramping.sent() / perDoubling) / Math.log(2);
    return ramping.since().plusNanos((long) (doublings * config.rampDoubling().toNanos()));
  }
}
