package dev.postrider.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the relay sees of a row before it takes the message itself into memory. */
record Waiting(long id, String application, int bytes) {

  /**
   * A row with its message.
   *
   * @param json an object, without the time of delivery
   */
  record Loaded(long id, String eventId, String json, @Nullable Instant deliverAt) {

    /** The message for the list of a batch. A time that has passed is left out: at once, then. */
    String json(Instant now) {
      return deliverAt == null || !deliverAt.isAfter(now)
          ? json
          : "{\"deliverAt\":\"" + deliverAt + "\"," + json.substring(1);
    }
  }
}
