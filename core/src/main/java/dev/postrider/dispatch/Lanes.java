package dev.postrider.dispatch;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.Lane;
import dev.postrider.message.MessageId;
import dev.postrider.record.ParkedStore.Limit;
import dev.postrider.record.ParkedStore.Load;
import dev.postrider.record.Recovered.LaneBacklog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lanes of one endpoint, and those of them that wait to read their held rows. */
final class Lanes {
  static final int HELD_AT_ONCE = 16;

  private final Map<Long, LaneQueue> lanes = new HashMap<>(0);
  private final ArrayDeque<LaneQueue> hungry = new ArrayDeque<>(0);
  private int blocked;

  void recover(List<LaneBacklog> backlog) {
    for (LaneBacklog row : backlog) {
      LaneQueue lane = lane(row.lane());
      lane.held = row.held();
      if (row.blocked()) {
        block(lane);
      } else if (row.held() > 0) {
        feed(lane);
      }
    }
  }

  /** The lane of that number; null for none. */
  @Nullable LaneQueue of(long key) {
    return key == Lane.NONE ? null : lane(key);
  }

  private LaneQueue lane(long key) {
    return lanes.computeIfAbsent(key, LaneQueue::new);
  }

  /** Lanes whose head waits on disk for its retry. */
  int blocked() {
    return blocked;
  }

  void block(LaneQueue lane) {
    lane.head = null;
    lane.blocked = true;
    blocked++;
  }

  void unblock(LaneQueue lane) {
    if (lane.blocked) {
      lane.blocked = false;
      blocked--;
    }
  }

  /** The lane has held rows and nothing else: they are its next. */
  void feed(LaneQueue lane) {
    if (!lane.hungry && !lane.loading) {
      lane.hungry = true;
      hungry.add(lane);
    }
  }

  /** The load of its held rows came to nothing. */
  void putBack(LaneQueue lane) {
    lane.loading = false;
    feed(lane);
  }

  /**
   * The next load of held rows within the limit; null when no lane needs one. A lane that has got a
   * head since it was fed needs none before that has left it, and one whose rows were cancelled
   * needs none at all.
   */
  @Nullable Load nextLoad(Endpoint endpoint, Limit limit, Books books) {
    for (LaneQueue lane = hungry.poll(); lane != null; lane = hungry.poll()) {
      lane.hungry = false;
      if (lane.head == null && !lane.blocked && lane.held > 0) {
        lane.loading = true;
        lane.durable = books.durable(lane.lastTicket);
        lane.heldSince = 0;
        int rows = (int) Math.min(limit.rows(), lane.held);
        return new Load.Held(endpoint.id(), lane.key, lane.cursor, new Limit(rows, limit.bytes()));
      }
      retire(lane);
    }
    return null;
  }

  /** Forgets the lane when nothing is left of it. */
  void retire(LaneQueue lane) {
    if (lane.empty()) {
      lanes.remove(lane.key);
    }
  }

  /** A held row is gone, while none was being loaded. */
  void heldGone(long key) {
    LaneQueue lane = lane(key);
    lane.held = Math.max(0, lane.held - 1);
    if (!lane.hungry) {
      retire(lane);
    }
  }

  /** Takes the delivery of a message that waits in memory behind a head; null when none does. */
  @Nullable Delivery takeWaiting(MessageId message) {
    for (LaneQueue lane : lanes.values()) {
      for (Delivery delivery : lane.waiting) {
        if (delivery.message.id().equals(message)) {
          lane.waiting.remove(delivery);
          return delivery;
        }
      }
    }
    return null;
  }

  boolean empty() {
    return lanes.isEmpty();
  }

  /** Takes every delivery that waits in memory behind a head, and forgets all lanes. */
  List<Delivery> clear() {
    List<Delivery> waiting = new ArrayList<>();
    for (LaneQueue lane : lanes.values()) {
      waiting.addAll(lane.waiting);
      lane.waiting.clear();
      lane.held = 0;
      lane.blocked = false;
    }
    lanes.clear();
    hungry.clear();
    blocked = 0;
    return waiting;
  }
}
