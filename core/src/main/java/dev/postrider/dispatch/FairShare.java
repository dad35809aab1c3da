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
 */
final class FairShare {

  private static final class Share {
    final ApplicationId application;
    final ArrayDeque<EndpointQueue> turns = new ArrayDeque<>(2);
    int inFlight;
    boolean inRing;

    Share(ApplicationId application) {
      this.application = application;
    }
  }

  private final int limit;
  private final Map<ApplicationId, Share> shares = new HashMap<>();
  private final ArrayDeque<Share> ring = new ArrayDeque<>();
  private int inFlight;
  private boolean drained;

  FairShare(int limit) {
    this.limit = limit;
  }

  int inFlight() {
    return inFlight;
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
    Share share = shares.computeIfAbsent(queue.endpoint().application(), Share::new);
    share.turns.add(queue);
    enter(share);
  }

  /** The next delivery to attempt; null when nobody may send now. Its slot is taken. */
  @Nullable Delivery next() {
    int passed = 0;
    while (!drained && inFlight < limit && passed < ring.size()) {
      Share share = ring.remove();
      share.inRing = false;
      if (share.inFlight >= limit - inFlight) {
        enter(share);
        passed++;
        continue;
      }
      EndpointQueue queue = share.turns.remove();
      queue.offered = false;
      Delivery delivery = queue.poll();
      if (delivery != null) {
        share.inFlight++;
        inFlight++;
        offer(queue);
        return delivery;
      }
      retire(share);
      passed = 0;
    }
    return null;
  }

  /** The slot of this endpoint's attempt is free again. */
  void finished(EndpointQueue queue) {
    inFlight--;
    Share share = shares.get(queue.endpoint().application());
    if (share != null) {
      share.inFlight--;
      retire(share);
    }
  }

  /** Goes on with a share that has turns left, and forgets one that has nothing. */
  private void retire(Share share) {
    if (!share.turns.isEmpty()) {
      enter(share);
    } else if (share.inFlight == 0) {
      shares.remove(share.application);
    }
  }

  private void enter(Share share) {
    if (!share.inRing) {
      share.inRing = true;
      ring.add(share);
    }
  }
}
