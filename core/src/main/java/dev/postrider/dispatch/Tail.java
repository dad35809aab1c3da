package dev.postrider.dispatch;

import dev.postrider.message.MessageId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages above the checkpoint, in order, each with its deliveries that are neither settled
 * nor parked.
 *
 * <p>The checkpoint may pass a message as soon as the entries that settle or park its deliveries
 * have been handed to the journal, because the journal writes in order and the checkpoint after
 * them.
 */
final class Tail {

  /** One message; its deliveries that hold the checkpoint. */
  static final class Tracked {
    private final MessageId id;
    private final List<Delivery> open;

    private Tracked(MessageId id, int targets) {
      this.id = id;
      this.open = new ArrayList<>(targets);
    }
  }

  private final ArrayDeque<Tracked> messages = new ArrayDeque<>();
  private MessageId checkpoint;

  Tail(MessageId checkpoint) {
    this.checkpoint = checkpoint;
  }

  /** Follows a new message; {@link #hold} comes next for each delivery that stays in memory. */
  Tracked follow(MessageId id, int targets) {
    var tracked = new Tracked(id, targets);
    messages.add(tracked);
    return tracked;
  }

  void hold(Tracked tracked, Delivery delivery) {
    tracked.open.add(delivery);
    delivery.tracked = tracked;
  }

  /** The delivery is settled or parked by an entry that was just written. */
  void release(Delivery delivery) {
    Tracked tracked = delivery.tracked;
    if (tracked != null) {
      tracked.open.remove(delivery);
      delivery.tracked = null;
    }
  }

  /** The deliveries that hold back the oldest message; empty when there is none. */
  List<Delivery> oldest() {
    Tracked first = messages.peek();
    return first == null ? List.of() : List.copyOf(first.open);
  }

  int size() {
    return messages.size();
  }

  /** Moves the checkpoint as far as it goes, and returns it. */
  MessageId advance() {
    for (Tracked t = messages.peek(); t != null && t.open.isEmpty(); t = messages.peek()) {
      checkpoint = t.id;
      messages.remove();
    }
    return checkpoint;
  }
}
