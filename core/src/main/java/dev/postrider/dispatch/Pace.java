package dev.postrider.dispatch;

import dev.postrider.directory.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the attempts to one endpoint below its own rate, and those to all endpoints of its
 * application below the application's.
 */
final class Pace {
  private final EndpointQueue queue;
  private final Throttle own = new Throttle();

  /** What all endpoints of the application share; null when it has no rate. */
  private @Nullable SharedThrottle shared;

  Pace(EndpointQueue queue) {
    this.queue = queue;
  }

  /** The endpoint has become this. */
  void follow(Endpoint endpoint) {
    shared = queue.machine.throttles.join(shared, endpoint);
  }

  /** May one more attempt start now? If not, the endpoint is woken when it may. */
  boolean permits() {
    Machine machine = queue.machine;
    if (!own.permits(queue.endpoint().settings().throttleRate(), machine.now())) {
      machine.wakeAt(own.wakeAt(), queue);
      return false;
    }
    if (shared != null && !shared.permits(queue, machine.now())) {
      machine.throttles.await(shared, queue);
      return false;
    }
    return true;
  }

  void sent() {
    own.sent(queue.endpoint().settings().throttleRate(), queue.machine.now());
    if (shared != null) {
      shared.sent(queue, queue.machine.now());
    }
  }

  /** The endpoint is forgotten. */
  void leave() {
    queue.machine.throttles.leave(shared);
  }
}
