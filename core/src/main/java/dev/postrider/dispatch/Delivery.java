package dev.postrider.dispatch;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way to one endpoint, while it is in memory. Belongs to its dispatcher's
 * thread.
 */
public final class Delivery {
  final EndpointQueue queue;
  final Message message;
  final boolean manual;
  final int weight;

  /** Its lane; null when it waits for nobody. */
  final @Nullable LaneQueue lane;

  int attempts;

  /** True when it has come from disk, where it waited. */
  boolean returned;

  /** True when a parked row stands for it, so the checkpoint need not wait. */
  boolean parked;

  /** True when the attempt under way is to be the last. */
  boolean cancelled;

  /** What holds the checkpoint for it; null once it is settled or parked. */
  Tail.@Nullable Tracked tracked;

  Delivery(
      EndpointQueue queue,
      Message message,
      @Nullable LaneQueue lane,
      int attempts,
      boolean manual) {
    this.queue = queue;
    this.message = message;
    this.lane = lane;
    this.attempts = attempts;
    this.manual = manual;
    this.weight = message.weight();
  }

  public Message message() {
    return message;
  }

  /** The endpoint as the dispatcher knows it. */
  public Endpoint endpoint() {
    return queue.endpoint();
  }

  /** How many attempts have ended; the one that is under way has not. */
  public int attempts() {
    return attempts;
  }

  /** True when a person asked for it. */
  public boolean manual() {
    return manual;
  }

  @Override
  public String toString() {
    return "Delivery[%s to %s after %d attempts]"
        .formatted(message.id(), endpoint().id(), attempts);
  }

  boolean headOfLane() {
    return lane != null && lane.head == this;
  }
}
