package dev.postrider.dispatch;

import dev.postrider.attempt.Attempted;
import dev.postrider.record.Entry;
import dev.postrider.record.Entry.ParkedChange;
import dev.postrider.record.Entry.State;
import dev.postrider.record.Parked;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries with rising tickets, and does what has to wait until an entry is durable.
 *
 * <p>Entries become durable in the order in which they are written here; most of the dispatcher's
 * order arguments rest on that.
 */
final class Books {
  private record Waiting(long ticket, Runnable then) {}

  private final Consumer<Effect> effects;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private long written;
  private long committed;
  private long parked;

  Books(Consumer<Effect> effects, long parked) {
    this.effects = effects;
    this.parked = parked;
  }

  /** The ticket of the last entry. */
  long written() {
    return written;
  }

  boolean durable(long ticket) {
    return ticket <= committed;
  }

  /** How many parked rows there are once everything written is durable. */
  long parked() {
    return parked;
  }

  void committed(long ticket) {
    committed = Math.max(committed, ticket);
    for (Waiting w = waiting.peek(); w != null && w.ticket <= committed; w = waiting.peek()) {
      waiting.remove();
      w.then.run();
    }
  }

  /** Runs once everything written so far is durable; at once when it is. */
  void afterwards(Runnable then) {
    if (durable(written)) {
      then.run();
    } else {
      waiting.add(new Waiting(written, then));
    }
  }

  /** The delivery waits on disk from now on. */
  void park(Delivery delivery, Parked row, @Nullable Attempted attempted) {
    write(delivery, attempted, State.PENDING, null, new ParkedChange.Put(row));
    if (!delivery.parked) {
      delivery.parked = true;
      parked++;
    }
  }

  /** The delivery has come to its end. */
  void settle(
      Delivery delivery, @Nullable Attempted attempted, State state, @Nullable String reason) {
    ParkedChange change = delivery.parked ? new ParkedChange.Remove() : new ParkedChange.None();
    write(delivery, attempted, state, reason, change);
    if (delivery.parked) {
      delivery.parked = false;
      parked--;
    }
  }

  /** A delivery that begins on disk: it exists only as a row until its attempt. */
  void begin(Parked row) {
    parked++;
    write(row, State.PENDING, null, new ParkedChange.Put(row));
  }

  /** A delivery that comes to nothing before it began: it is recorded, and never was a row. */
  void cancelUnbegun(Parked row, String reason) {
    write(row, State.CANCELLED, reason, new ParkedChange.None());
  }

  /** The delivery of a row is given up. */
  void cancel(Parked row, String reason) {
    parked--;
    write(row, State.CANCELLED, reason, new ParkedChange.Remove());
  }

  /** The delivery of a row whose payload is gone has come to its end. */
  void discard(Parked row, String reason) {
    parked--;
    write(row, State.DISCARDED, reason, new ParkedChange.Remove());
  }

  private void write(Parked row, State state, @Nullable String reason, ParkedChange change) {
    written++;
    effects.accept(
        new Effect.Write(
            new Entry(
                written,
                row.endpoint(),
                row.message(),
                row.application(),
                row.attempts(),
                row.manual(),
                null,
                state,
                reason,
                change)));
  }

  /** The rows of a deleted endpoint are being removed beside the books. */
  void forget(long rows) {
    parked = Math.max(0, parked - rows);
  }

  private void write(
      Delivery delivery,
      @Nullable Attempted attempted,
      State state,
      @Nullable String reason,
      ParkedChange change) {
    written++;
    effects.accept(
        new Effect.Write(
            new Entry(
                written,
                delivery.endpoint().id(),
                delivery.message.id(),
                delivery.message.application(),
                delivery.attempts,
                delivery.manual,
                attempted,
                state,
                reason,
                change)));
  }
}
