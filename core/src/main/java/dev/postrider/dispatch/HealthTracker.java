package dev.postrider.dispatch;

import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Endpoint;
import dev.postrider.policy.Policy;
import dev.postrider.policy.StatusRules;
import dev.postrider.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows how one endpoint is doing, and asks for what its owner must find in the directory: that
 * it fails, works again, or asked never to be called again. One such request is under way at a
 * time; what it did not achieve is asked for again.
 */
final class HealthTracker {
  /** A failure that ends sooner is told to nobody: an endpoint that flaps must cost no writes. */
  private static final Duration WORTH_TELLING = Duration.ofMinutes(1);

  private final Machine machine;
  private Health health = Health.WELL;
  private @Nullable Delivery probe;
  private @Nullable Instant firstFailure;
  private boolean asking;

  HealthTracker(Machine machine, @Nullable Instant failingSince) {
    this.machine = machine;
    this.firstFailure = failingSince;
  }

  /** May one more attempt start now? */
  boolean permits() {
    return machine.healthRules.permits(health, machine.now());
  }

  /** When time alone will permit an attempt; empty when it is not time that is missing. */
  Optional<Instant> wakeAt() {
    return machine.healthRules.wakeAt(health);
  }

  /** True while attempts are paused. */
  boolean paused() {
    return health instanceof Health.Open;
  }

  /** True while its pause would be forgotten with it. */
  boolean resting() {
    return paused() && !permits();
  }

  /** True while no more than one probe goes out. */
  boolean onProbation() {
    return health instanceof Health.Open || health instanceof Health.Probing;
  }

  void sent(Delivery delivery) {
    if (paused()) {
      probe = delivery;
    }
    health = machine.healthRules.sent(health);
  }

  /** Nothing was attempted: a short rest that ends in a probe. */
  void rest(Delivery withheld) {
    if (counts(withheld)) {
      health = machine.healthRules.rest(health, machine.now());
      probe = null;
    }
  }

  /**
   * False for an attempt from before the pause that ends while the probe is out: a second probe
   * must not go out because of it. What its receiver asks for is heard all the same.
   */
  private boolean counts(Delivery delivery) {
    return !(health instanceof Health.Probing) || delivery == probe;
  }

  /** A person has given the endpoint a new chance: it starts afresh. */
  void forgive() {
    health = Health.WELL;
    firstFailure = null;
  }

  /** What was asked for has been tried. */
  void answered() {
    asking = false;
  }

  /** When the directory has to hear that the endpoint fails; null when it has nothing to hear. */
  @Nullable Instant tellAt(Endpoint endpoint) {
    boolean unknown =
        endpoint.status() == Endpoint.Status.ENABLED && endpoint.failingSince() == null;
    return firstFailure != null && unknown && !asking ? firstFailure.plus(WORTH_TELLING) : null;
  }

  /** Tells the directory what it has to hear by now. */
  void tell(Endpoint endpoint) {
    Instant at = tellAt(endpoint);
    if (at != null && !at.isAfter(machine.now())) {
      ask(endpoint, mark(endpoint));
    }
  }

  /**
   * Draws the consequences of an outcome.
   *
   * @param statuses by which it was judged
   */
  void learn(Delivery delivery, Verdict verdict, Outcome outcome, StatusRules statuses) {
    Instant now = machine.now();
    Endpoint endpoint = delivery.endpoint();
    Instant asked = asked(verdict, outcome);
    Health next;
    if (verdict instanceof Verdict.Delivered) {
      firstFailure = null;
      next = machine.healthRules.succeeded(health, now);
    } else if (outcome instanceof Outcome.Answered(int status, _, _) && statuses.refuses(status)) {
      // It refused this message, and so is alive and well; it may be busy all the same.
      next = machine.healthRules.succeeded(health, now);
      next = asked == null ? next : machine.healthRules.asked(next, asked);
    } else {
      firstFailure = firstFailure == null ? now : firstFailure;
      next = machine.healthRules.failed(health, now, asked);
    }
    if (counts(delivery)) {
      health = next;
      probe = null;
    } else if (asked != null) {
      health = machine.healthRules.asked(health, asked);
    }
    if (verdict instanceof Verdict.Discard(String reason, boolean disable) && disable) {
      ask(endpoint, new Effect.Disable(endpoint.id(), reason));
    } else if (firstFailure == null && endpoint.failingSince() != null) {
      ask(endpoint, mark(endpoint));
    }
  }

  private Effect mark(Endpoint endpoint) {
    return new Effect.MarkFailing(
        endpoint.id(), endpoint.revision(), Optional.ofNullable(firstFailure));
  }

  /** Until when the receiver wants to be left in peace, within our bounds; null for no time. */
  private @Nullable Instant asked(Verdict verdict, Outcome outcome) {
    if (verdict instanceof Verdict.Delivered
        || !(outcome instanceof Outcome.Answered(_, var after, _))
        || after == null) {
      return null;
    }
    Duration wish = Policy.bounded(after);
    return wish.isPositive() ? machine.now().plus(wish) : null;
  }

  private void ask(Endpoint endpoint, Effect request) {
    if (!asking && endpoint.status() == Endpoint.Status.ENABLED) {
      asking = true;
      machine.effects.accept(request);
    }
  }
}
