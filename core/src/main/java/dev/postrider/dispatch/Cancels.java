package dev.postrider.dispatch;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry.State;
import dev.postrider.record.Parked;
import dev.postrider.record.ParkedStore.Load;
import dev.postrider.record.ParkedStore.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Cancels single deliveries of one endpoint, one after the other.
 *
 * <pre>
 *  IDLE --no load under way: settle what is in memory--> SETTLING --all durable--> READING
 *  READING --rows have come: settle them--> RECORDING --durable: told, counted--> IDLE
 *  READING --load failed--> IDLE, and the same again in a second
 * </pre>
 *
 * <p>From the first step to the last no other rows are loaded. So what is not in memory is on disk
 * or settled, what is on disk stays there, and no row is settled twice.
 */
final class Cancels {
  static final String REASON = "cancelled on request";

  private enum Phase {
    IDLE,
    SETTLING,
    READING,
    RECORDING
  }

  /** One wish, and which deliveries of its message were found in memory. */
  private record Ask(MessageId message, Object token, List<Delivery> inMemory) {
    private boolean found(Parked row) {
      return inMemory.stream().anyMatch(d -> d.manual == row.manual());
    }

    private Cancel.Result result(List<Parked> rows) {
      if (inMemory.stream().anyMatch(d -> d.cancelled)) {
        return Cancel.Result.SENDING;
      }
      return rows.isEmpty() && inMemory.isEmpty() ? Cancel.Result.SETTLED : Cancel.Result.CANCELLED;
    }
  }

  private final EndpointQueue queue;
  private final ArrayDeque<Ask> asked = new ArrayDeque<>(1);
  private Phase phase = Phase.IDLE;

  Cancels(EndpointQueue queue) {
    this.queue = queue;
  }

  /** True while no other rows may be loaded. */
  boolean active() {
    return !asked.isEmpty();
  }

  /** True while rows are on their way. */
  boolean reading() {
    return phase == Phase.READING;
  }

  void ask(MessageId message, Object token) {
    asked.add(new Ask(message, token, new ArrayList<>(1)));
  }

  /** Goes on as far as it goes. Harmless at any time. */
  void proceed() {
    Ask ask = asked.peek();
    if (ask == null || phase != Phase.IDLE || queue.window.loading()) {
      return;
    }
    phase = Phase.SETTLING;
    settleInMemory(ask);
    queue.machine.books.afterwards(() -> {
      if (phase == Phase.SETTLING) {
        phase = Phase.READING;
        queue.machine.effects.accept(
            new Effect.Load(new Load.One(queue.endpoint().id(), ask.message)));
      }
    });
  }

  /** What is ready or waits in memory is settled; what is under way is marked to be the last. */
  private void settleInMemory(Ask ask) {
    List<Delivery> settled = new ArrayList<>(of(ask.message, queue.ready));
    queue.ready.removeAll(settled);
    Delivery waiting = queue.lanes.takeWaiting(ask.message);
    if (waiting != null) {
      settled.add(waiting);
    }
    settled.forEach(d -> queue.settle(d, null, State.CANCELLED, REASON));
    if (waiting != null && waiting.lane != null) {
      waiting.lane.cancelTicket = queue.machine.books.written();
    }
    ask.inMemory.addAll(settled);
    for (Delivery delivery : of(ask.message, queue.flying)) {
      delivery.cancelled = true;
      ask.inMemory.add(delivery);
    }
  }

  private static List<Delivery> of(MessageId message, Collection<Delivery> deliveries) {
    return deliveries.stream().filter(d -> d.message.id().equals(message)).toList();
  }

  /** The rows of the message have come. */
  void came(List<Row> rows) {
    if (queue.endpoint().status() == Endpoint.Status.DELETED) {
      phase = Phase.IDLE;
      return;
    }
    phase = Phase.RECORDING;
    Ask ask = asked.element();
    List<Parked> cancelled = rows.stream().map(Row::parked).filter(row -> !ask.found(row)).toList();
    cancelled.forEach(this::settle);
    queue.machine.books.afterwards(() -> {
      if (phase == Phase.RECORDING) {
        phase = Phase.IDLE;
        asked.remove();
        cancelled.forEach(this::forget);
        tell(ask, ask.result(cancelled));
        queue.pump();
      }
    });
  }

  /** The rows could not be read; they are asked for again. */
  void failed() {
    phase = Phase.IDLE;
  }

  /** The endpoint was deleted, which settles everything. */
  void clear() {
    if (phase != Phase.READING) {
      phase = Phase.IDLE;
      for (Ask ask = asked.poll(); ask != null; ask = asked.poll()) {
        tell(ask, Cancel.Result.SETTLED);
      }
    }
  }

  /** Whoever asks for a resend from now on gets one of its own, behind this end of the row. */
  private void settle(Parked row) {
    queue.machine.books.cancel(row, REASON);
    if (row.manual()) {
      queue.resends.remove(row.message());
    }
  }

  /** The row is settled on disk and was not loaded: nothing waits for it any more. */
  private void forget(Parked row) {
    switch (row.waitsFor()) {
      case ROOM -> queue.backlog.roomGone();
      case LANE -> queue.lanes.heldGone(row.lane());
      case DUE -> {
        LaneQueue lane = queue.lanes.of(row.lane());
        if (lane != null) {
          queue.lanes.unblock(lane);
          queue.moveUp(lane);
        }
      }
    }
  }

  private void tell(Ask ask, Cancel.Result result) {
    queue.machine.effects.accept(new Effect.Cancelled(ask.token, result));
  }
}
