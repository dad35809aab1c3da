package dev.postrider.simulation;

import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Endpoint;
import dev.postrider.dispatch.Delivery;
import dev.postrider.message.EndpointId;
import dev.postrider.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether receivers are left in peace: for as long as they ask, whatever else happens meanwhile;
 * and when they fail on and on, from one attempt to the next for as long as the shortest pause.
 */
final class Pauses {
  /** Half of the first pause, which is the most that chance takes away. */
  private static final Duration SHORTEST =
      World.CONFIG.health().firstPause().dividedBy(2).minusNanos(1_000);

  /** After so many failures in a row there is a pause, whatever was under way when it began. */
  private static final int PAUSED_AFTER = World.CONFIG.health().openAfter() + 4;

  /** One endpoint: what it asked for, and the attempts since it was last known to be well. */
  private static final class State {
    private Instant asked = Instant.EPOCH;
    private Instant lastStart = Instant.EPOCH;
    private int inARow;
  }

  private final Map<EndpointId, State> states = new HashMap<>();

  /** A person has given it a new chance. */
  void forgive(EndpointId endpoint) {
    states.remove(endpoint);
  }

  private State state(EndpointId endpoint) {
    return states.computeIfAbsent(endpoint, _ -> new State());
  }

  void finished(Delivery delivery, Outcome outcome, Policy policy, Instant now) {
    State state = state(delivery.endpoint().id());
    switch (outcome) {
      case Outcome.Withheld() -> state.inARow = 0;
      case Outcome.Unanswered _ -> {}
      case Outcome.Answered(int status, var wish, _) -> {
        boolean well = status / 100 == 2;
        if (well || policy.statuses().refuses(status)) {
          state.inARow = 0;
        }
        if (!well && wish != null && wish.isPositive()) {
          state.inARow = 0;
          Instant until = now.plus(Policy.bounded(wish));
          state.asked = until.isAfter(state.asked) ? until : state.asked;
        }
      }
    }
  }

  void starts(Delivery delivery, Instant now, Duration forgottenAfter) {
    Endpoint endpoint = delivery.endpoint();
    State state = state(endpoint.id());
    Broken.unless(
        !now.isBefore(state.asked),
        () -> Names.of(delivery) + " starts, and the receiver asked for time until " + state.asked);
    Duration since = Duration.between(state.lastStart, now);
    state.inARow = since.compareTo(forgottenAfter) < 0 ? state.inARow + 1 : 1;
    Broken.unless(
        state.inARow <= PAUSED_AFTER || since.compareTo(SHORTEST) >= 0,
        () ->
            "%s is number %d of those that fail, only %s after the one before"
                .formatted(Names.of(delivery), state.inARow, since));
    state.lastStart = now;
  }
}
