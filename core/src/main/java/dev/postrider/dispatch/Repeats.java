package dev.postrider.dispatch;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.Lane;
import dev.postrider.message.MessageId;
import dev.postrider.record.Parked;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deliveries to one endpoint that somebody asked for once more. They begin as rows on disk. */
final class Repeats {
  private final EndpointQueue queue;

  Repeats(EndpointQueue queue) {
    this.queue = queue;
  }

  /**
   * A person asked for one more attempt. One that waits or is under way already answers for both.
   */
  void resend(MessageId message, Runnable durable) {
    if (deleted() || queue.resends.add(message)) {
      begin(message, queue.machine.now(), true);
    }
    confirm(durable);
  }

  /**
   * Messages go out as if they were new, but outside any lane, because what follows them in their
   * lanes has gone out already. Whoever asks knows that none of them is pending.
   */
  void requeue(List<Requeue.Again> messages, Runnable durable) {
    for (Requeue.Again again : messages) {
      begin(again.message(), due(again.notBefore()), false);
    }
    confirm(durable);
  }

  private Instant due(@Nullable Instant notBefore) {
    Instant now = queue.machine.now();
    return notBefore == null || notBefore.isBefore(now) ? now : notBefore.truncatedTo(MICROS);
  }

  private boolean deleted() {
    return queue.endpoint().status() == Endpoint.Status.DELETED;
  }

  private void begin(MessageId message, Instant due, boolean manual) {
    Endpoint endpoint = queue.endpoint();
    var row =
        new Parked(
            endpoint.id(),
            message,
            endpoint.application(),
            Lane.NONE,
            Parked.Wait.DUE,
            due,
            0,
            manual);
    if (deleted()) {
      queue.machine.books.cancelUnbegun(row, EndpointQueue.DELETED);
    } else {
      queue.machine.books.begin(row);
      queue.backlog.dueParked(due);
    }
  }

  private void confirm(Runnable durable) {
    queue.touched = queue.machine.now();
    queue.machine.books.afterwards(() -> {
      durable.run();
      queue.pump();
    });
  }
}
