package dev.postrider.dispatch;

import dev.postrider.message.Message;
import dev.postrider.record.Parked;
import dev.postrider.record.ParkedStore.Limit;
import dev.postrider.record.ParkedStore.Load;
import dev.postrider.record.ParkedStore.Loaded;
import dev.postrider.record.ParkedStore.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the parked rows of one endpoint back: decides which to ask for, as room and time permit,
 * and puts what has come where it belongs.
 */
final class Reloads {
  private static final int DUE_AT_ONCE = 64;
  private static final Duration CROWDED_OUT = Duration.ofMillis(100);

  private final EndpointQueue queue;

  Reloads(EndpointQueue queue) {
    this.queue = queue;
  }

  /** Asks for what there is room for, and sets the alarm for the rest. */
  void request() {
    if (queue.health.onProbation()) {
      if (queue.health.permits() && queue.window.empty()) {
        loadProbe();
      }
    } else {
      loadHeld();
      loadDue(DUE_AT_ONCE);
      if (queue.window.halfEmpty()) {
        loadRoom(queue.machine.config.window());
      }
    }
    alarms();
  }

  /** One row of any kind, because nothing else may be there to send. */
  private void loadProbe() {
    loadDue(1);
    if (queue.window.empty()) {
      loadHeldOfOneLane(1);
    }
    if (queue.window.empty()) {
      loadRoom(1);
    }
  }

  private void loadHeld() {
    boolean started = true;
    while (started) {
      started = loadHeldOfOneLane(Lanes.HELD_AT_ONCE);
    }
  }

  private boolean loadHeldOfOneLane(int most) {
    boolean open = queue.lanes.blocked() < queue.machine.config.lanes();
    Limit limit = open ? queue.window.room(most) : null;
    Load load =
        limit == null ? null : queue.lanes.nextLoad(queue.endpoint(), limit, queue.machine.books);
    return load != null && start(load);
  }

  /** Not closed by blocked lanes: it is their heads that come back here. */
  private void loadDue(int most) {
    if (queue.backlog.mustAwaitCommit(queue.machine.now())) {
      queue.machine.wakeAfterCommit(queue);
      return;
    }
    Limit limit = queue.window.room(most);
    Load load = limit == null ? null : queue.backlog.loadDue(limit);
    if (load != null) {
      boolean _ = start(load);
    }
  }

  private void loadRoom(int most) {
    Limit limit = queue.hasRoom() ? queue.window.room(most) : null;
    Load load = limit == null ? null : queue.backlog.loadRoom(limit);
    if (load != null) {
      boolean _ = start(load);
    }
  }

  /** Asks for these rows; false when too many endpoints load theirs, and these stay on disk. */
  private boolean start(Load load) {
    if (!queue.window.loading() && !queue.machine.admitsLoading(queue)) {
      queue.putBack(load);
      return false;
    }
    queue.window.reserve(load.limit());
    queue.machine.effects.accept(new Effect.Load(load));
    return true;
  }

  private void alarms() {
    queue.health.wakeAt().ifPresent(this::wakeAfterNow);
    if (queue.window.crowdedOut() && !(queue.backlog.empty() && queue.lanes.empty())) {
      queue.machine.wakeAt(queue.machine.now().plus(CROWDED_OUT), queue);
    }
    Instant due = queue.backlog.nextDue();
    if (due != null) {
      wakeAfterNow(due.plusNanos(1_000));
    }
  }

  private void wakeAfterNow(Instant at) {
    if (at.isAfter(queue.machine.now())) {
      queue.machine.wakeAt(at, queue);
    }
  }

  /** Rows have come. */
  void came(Load load, Loaded found) {
    switch (load) {
      case Load.Room _ -> roomLoaded(found);
      case Load.Due due -> dueLoaded(due, found);
      case Load.Held held -> heldLoaded(held, found.rows());
      case Load.One _ -> throw new IllegalArgumentException("rows to be cancelled stay on disk");
    }
  }

  private void roomLoaded(Loaded found) {
    List<Row> rows = found.rows();
    if (queue.backlog.roomLoaded(rows, found.more())) {
      queue.machine.wakeAfterCommit(queue);
    }
    for (Row row : rows) {
      Delivery delivery = revive(row);
      if (delivery != null) {
        queue.take(delivery);
      }
    }
  }

  private void dueLoaded(Load.Due load, Loaded found) {
    queue.backlog.dueLoaded(load, found);
    for (Row row : found.rows()) {
      Delivery delivery = revive(row);
      LaneQueue lane = queue.lanes.of(row.parked().lane());
      if (lane != null) {
        queue.lanes.unblock(lane);
      }
      if (delivery != null) {
        queue.window.enter(delivery);
        if (lane != null) {
          lane.head = delivery;
        }
        queue.ready.add(delivery);
      } else if (lane != null) {
        queue.moveUp(lane);
      }
    }
  }

  private void heldLoaded(Load.Held load, List<Row> rows) {
    LaneQueue lane = queue.lanes.of(load.lane());
    if (lane == null) {
      return;
    }
    lane.loading = false;
    lane.held = Math.max(0, lane.held - rows.size());
    for (Row row : rows) {
      lane.cursor = row.id().value();
      Delivery delivery = revive(row);
      if (delivery != null) {
        queue.window.enter(delivery);
        lane.waiting.add(delivery);
      }
    }
    if (rows.isEmpty() && lane.durable) {
      lane.held = lane.heldSince;
    }
    if (lane.waiting.isEmpty() && lane.held > 0 && !queue.machine.books.durable(lane.lastTicket)) {
      queue.machine.books.afterwards(() -> moveUpIfIdle(lane));
    } else {
      moveUpIfIdle(lane);
    }
  }

  private void moveUpIfIdle(LaneQueue lane) {
    if (lane.head == null && !lane.blocked) {
      queue.moveUp(lane);
      queue.pump();
    }
  }

  /** The delivery of a parked row; null, and the row settled, when its payload is gone. */
  private @Nullable Delivery revive(Row row) {
    Parked parked = row.parked();
    Message message = row.message();
    if (message == null) {
      queue.machine.books.discard(parked, "its payload was expunged or outlived its retention");
      if (parked.manual()) {
        queue.resends.remove(parked.message());
      }
      return null;
    }
    Delivery delivery = queue.delivery(message, parked.attempts(), parked.manual(), parked.lane());
    delivery.parked = true;
    delivery.returned = true;
    if (delivery.manual) {
      queue.resends.add(message.id());
    }
    return delivery;
  }
}
