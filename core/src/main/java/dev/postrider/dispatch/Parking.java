package dev.postrider.dispatch;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.postrider.attempt.Attempted;
import dev.postrider.message.Lane;
import dev.postrider.message.Message;
import dev.postrider.record.Parked;
import dev.postrider.record.Parked.Wait;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Puts the deliveries of one endpoint on disk, each lane in its order: a head before what waits
 * behind it.
 */
final class Parking {
  private final EndpointQueue queue;

  Parking(EndpointQueue queue) {
    this.queue = queue;
  }

  /** The delivery waits until its endpoint has room. */
  void room(Delivery delivery) {
    park(delivery, Wait.ROOM, null);
    queue.backlog.roomParked();
  }

  /** The delivery waits until the time that its message says. */
  void schedule(Delivery delivery, Instant at) {
    Instant due = at.truncatedTo(MICROS);
    park(delivery, Wait.DUE, due);
    queue.backlog.dueParked(due);
  }

  /** Writes a row for a delivery that stays in memory, so that the checkpoint can pass it. */
  void insure(Delivery delivery) {
    park(delivery, Wait.ROOM, null);
  }

  /** The delivery waits behind everything in its lane. */
  void hold(Delivery delivery, LaneQueue lane) {
    park(delivery, Wait.LANE, null);
    lane.hold(queue.machine.books.written());
  }

  /** The delivery waits for its retry, and its lane with it unless it steps aside. */
  void retry(Delivery delivery, Attempted attempted, Instant at, boolean steps) {
    Instant now = queue.machine.now();
    Instant due = at.isBefore(now) ? now : at.truncatedTo(MICROS);
    parkIn(delivery, steps ? Lane.NONE : laneOf(delivery), Wait.DUE, due, attempted);
    queue.backlog.dueParked(due);
    if (!steps) {
      block(delivery);
    }
  }

  /**
   * A delivery that is ready gives its memory back. It is due at once, so it comes back first; a
   * lane's head blocks it meanwhile.
   */
  void shed(Delivery delivery) {
    Instant now = queue.machine.now();
    park(delivery, Wait.DUE, now);
    queue.backlog.dueParked(now);
    block(delivery);
    queue.window.leave(delivery);
  }

  /** What waits behind a head in memory waits behind it on disk from now on. */
  private void block(Delivery head) {
    LaneQueue lane = head.lane;
    if (lane == null) {
      return;
    }
    queue.lanes.block(lane);
    lane.cursor = 0;
    for (Delivery next = lane.waiting.poll(); next != null; next = lane.waiting.poll()) {
      hold(next, lane);
      queue.window.leave(next);
    }
  }

  private void park(Delivery delivery, Wait wait, @Nullable Instant due) {
    parkIn(delivery, laneOf(delivery), wait, due, null);
  }

  private void parkIn(
      Delivery delivery,
      long lane,
      Wait wait,
      @Nullable Instant due,
      @Nullable Attempted attempted) {
    Message message = delivery.message;
    var row =
        new Parked(
            queue.endpoint().id(),
            message.id(),
            message.application(),
            lane,
            wait,
            due,
            delivery.attempts,
            delivery.manual);
    queue.machine.books.park(delivery, row, attempted);
    queue.machine.tail.release(delivery);
  }

  private static long laneOf(Delivery delivery) {
    return delivery.lane == null ? Lane.NONE : delivery.lane.key;
  }
}
