package dev.postrider.dispatch;

import dev.postrider.message.ApplicationId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the attempts to all endpoints of one application below the application's rate. Endpoints
 * that find no room wait in a queue, so that each gets its turn.
 */
final class SharedThrottle {
  /** By the next slot, then by application, so that a run can be repeated. */
  static final Comparator<SharedThrottle> BY_SLOT =
      Comparator.<SharedThrottle, Instant>comparing(t -> t.slot).thenComparing(t -> t.application);

  final ApplicationId application;
  private final Throttle throttle = new Throttle();
  private final ArrayDeque<EndpointQueue> waiting = new ArrayDeque<>(2);
  private @Nullable Integer rate;

  // Kept by SharedThrottles.
  int endpoints;
  Instant slot = Instant.EPOCH;
  boolean listed;

  SharedThrottle(ApplicationId application, int rate) {
    this.application = application;
    this.rate = rate;
  }

  /** Is there room for one more attempt, whoever's it is? */
  boolean hasRoom(Instant now) {
    return throttle.permits(rate, now);
  }

  /** May this endpoint start one? Not before those that wait, whatever has woken it. */
  boolean permits(EndpointQueue queue, Instant now) {
    return hasRoom(now) && (queue.hasTurn || waiting.isEmpty());
  }

  void sent(EndpointQueue queue, Instant now) {
    queue.hasTurn = false;
    throttle.sent(rate, now);
  }

  Instant nextSlot() {
    return Machine.roundedUp(throttle.wakeAt());
  }

  void await(EndpointQueue queue) {
    queue.hasTurn = false;
    if (!queue.awaitingTurn) {
      queue.awaitingTurn = true;
      waiting.add(queue);
    }
  }

  boolean awaited() {
    return !waiting.isEmpty();
  }

  /** True when the rate is another than before. */
  boolean become(int next) {
    boolean another = rate == null || next != rate;
    rate = next;
    return another;
  }

  /** Gives as many endpoints their turn as there is room for; they may have nothing to send. */
  void wake(Instant now) {
    for (int room = throttle.room(rate, now); room > 0 && awaited(); room--) {
      wakeFirst();
    }
  }

  /** There is no rate any more. */
  void release() {
    rate = null;
    while (awaited()) {
      wakeFirst();
    }
  }

  private void wakeFirst() {
    EndpointQueue queue = waiting.remove();
    queue.awaitingTurn = false;
    queue.hasTurn = true;
    queue.pump();
    // Who has nothing to send does not keep the turn for later.
    queue.hasTurn = queue.offered;
  }
}
