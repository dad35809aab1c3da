package dev.postrider.dispatch;

import dev.postrider.message.ApplicationId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives out the attempts in flight: applications take turns, and within one its endpoints do.
 *
 * <p>An application may take another slot while it has fewer in flight than there are free slots
 * (the dynamic threshold of shared buffers). So one that hangs gets at most half, n of them n/(n+1)
 * together, and a newcomer always finds room.
 *
 * <p>What comes back from disk has turns of its own, every second one, and at most half of the
 * slots: however many applications have a backlog that becomes due at once, what is sent for the
 * first time does not wait behind it.
 */
final class FairShare {

  /** Those who have something of one kind to send, and how much of it is in flight. */
  private static final class Ring {
    final ArrayDeque<Share> shares = new ArrayDeque<>();
    final int limit;
    int inFlight;

    Ring(int limit) {
      this.limit = limit;
    }
  }

  /** The endpoints of one application that have something of one kind to send. */
  private static final class Share {
    final Ring ring;
    final Application application;
    final ArrayDeque<EndpointQueue> turns = new ArrayDeque<>(2);
    boolean inRing;

    Share(Ring ring, Application application) {
      this.ring = ring;
      this.application = application;
    }

    void enter() {
      if (!inRing) {
        inRing = true;
        ring.shares.add(this);
      }
    }
  }

  /** One application; of both kinds together. */
  private final class Application {
    final ApplicationId id;
    final Share first = new Share(firsts, this);
    final Share returned = new Share(returns, this);
    int inFlight;

    Application(ApplicationId id) {
      this.id = id;
    }

    boolean idle() {
      return inFlight == 0 && first.turns.isEmpty() && returned.turns.isEmpty();
    }
  }

  private final int limit;
  private final Ring firsts;
  private final Ring returns;
  private final Map<ApplicationId, Application> applications = new HashMap<>();
  private boolean returnsTurn;
  private boolean drained;

  FairShare(int limit) {
    this.limit = limit;
    this.firsts = new Ring(limit);
    this.returns = new Ring(limit / 2);
  }

  int inFlight() {
    return firsts.inFlight + returns.inFlight;
  }

  /** No slot is given out from now on. */
  void drain() {
    drained = true;
  }

  /** The endpoint may have something to send. */
  void offer(EndpointQueue queue) {
    if (queue.offered) {
      return;
    }
    queue.offered = true;
    Application application =
        applications.computeIfAbsent(queue.endpoint().application(), Application::new);
    Share share = returnsNext(queue) ? application.returned : application.first;
    share.turns.add(queue);
    share.enter();
  }

  private static boolean returnsNext(EndpointQueue queue) {
    Delivery next = queue.ready.peek();
    return next != null && next.returned;
  }

  /** The next delivery to attempt; null when nobody may send now. Its slot is taken. */
  @Nullable Delivery next() {
    Delivery delivery = next(returnsTurn ? returns : firsts);
    if (delivery == null) {
      delivery = next(returnsTurn ? firsts : returns);
    }
    if (delivery != null) {
      returnsTurn = !delivery.returned;
    }
    return delivery;
  }

  private @Nullable Delivery next(Ring ring) {
    int passed = 0;
    while (!drained
        && inFlight() < limit
        && ring.inFlight < ring.limit
        && passed < ring.shares.size()) {
      Share share = ring.shares.remove();
      share.inRing = false;
      if (share.application.inFlight >= limit - inFlight()) {
        share.enter();
        passed++;
        continue;
      }
      EndpointQueue queue = share.turns.remove();
      queue.offered = false;
      if (returnsNext(queue) != (ring == returns)) {
        // What it was offered with has gone, and what is next is of the other kind.
        offer(queue);
        retire(share);
        continue;
      }
      Delivery delivery = queue.poll();
      if (delivery != null) {
        share.application.inFlight++;
        ringOf(delivery).inFlight++;
        offer(queue);
        retire(share);
        return delivery;
      }
      retire(share);
      passed = 0;
    }
    return null;
  }

  /** The slot of this delivery's attempt is free again. */
  void finished(Delivery delivery) {
    ringOf(delivery).inFlight--;
    Application application = applications.get(delivery.endpoint().application());
    if (application != null) {
      application.inFlight--;
      forgetIfIdle(application);
    }
  }

  private Ring ringOf(Delivery delivery) {
    return delivery.returned ? returns : firsts;
  }

  /** Goes on with a share that has turns left, and forgets an application that has nothing. */
  private void retire(Share share) {
    if (!share.turns.isEmpty()) {
      share.enter();
    }
    forgetIfIdle(share.application);
  }

  private void forgetIfIdle(Application application) {
    if (application.idle()) {
      applications.remove(application.id);
    }
  }
}
