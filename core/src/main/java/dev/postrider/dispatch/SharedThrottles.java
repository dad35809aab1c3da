package dev.postrider.dispatch;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.ApplicationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rates of applications; nothing is kept for those that have none. */
final class SharedThrottles {
  private final Map<ApplicationId, SharedThrottle> byApplication = new HashMap<>();

  /** Those for which somebody waits. */
  private final TreeSet<SharedThrottle> awaited = new TreeSet<>(SharedThrottle.BY_SLOT);

  /**
   * What an endpoint shares from now on, as its newest copy says it; null for nothing.
   *
   * @param before what it has shared until now
   */
  @Nullable SharedThrottle join(@Nullable SharedThrottle before, Endpoint endpoint) {
    Integer rate = endpoint.applicationRate();
    if (rate == null || endpoint.status() == Endpoint.Status.DELETED) {
      leave(before);
      return null;
    }
    SharedThrottle now =
        byApplication.computeIfAbsent(endpoint.application(), id -> new SharedThrottle(id, rate));
    if (now != before) {
      leave(before);
      now.endpoints++;
    }
    if (now.become(rate) && now.listed) {
      // Perhaps there is room at once.
      list(now, Instant.EPOCH);
    }
    return now;
  }

  /** One endpoint fewer shares it. */
  void leave(@Nullable SharedThrottle throttle) {
    if (throttle != null && --throttle.endpoints == 0) {
      byApplication.remove(throttle.application);
      strike(throttle);
      throttle.release();
    }
  }

  /** The endpoint would send, and waits for its turn. */
  void await(SharedThrottle throttle, EndpointQueue queue) {
    throttle.await(queue);
    if (!throttle.listed) {
      list(throttle, throttle.nextSlot());
    }
  }

  /** When somebody's turn may come; null when nobody waits. */
  @Nullable Instant nextSlot() {
    return awaited.isEmpty() ? null : awaited.first().slot;
  }

  /** Gives turns where a slot has begun, or has room left; false when there was none to give. */
  boolean wake(Instant now) {
    if (awaited.isEmpty() || awaited.first().slot.isAfter(now)) {
      return false;
    }
    List<SharedThrottle> due = new ArrayList<>();
    while (!awaited.isEmpty() && !awaited.first().slot.isAfter(now)) {
      SharedThrottle throttle = awaited.first();
      strike(throttle);
      due.add(throttle);
    }
    boolean given = false;
    for (SharedThrottle throttle : due) {
      if (throttle.hasRoom(now)) {
        given = true;
        throttle.wake(now);
      }
      if (throttle.awaited()) {
        list(throttle, throttle.hasRoom(now) ? now : throttle.nextSlot());
      }
    }
    return given;
  }

  private void list(SharedThrottle throttle, Instant slot) {
    strike(throttle);
    throttle.slot = slot;
    throttle.listed = true;
    awaited.add(throttle);
  }

  private void strike(SharedThrottle throttle) {
    if (throttle.listed) {
      awaited.remove(throttle);
      throttle.listed = false;
    }
  }
}
