package dev.postrider.platform;

import dev.postrider.inbox.Posting;
import dev.postrider.message.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a platform makes of an event body. */
public sealed interface Reading {

  /**
   * An event of the catalogue that keeps to its schema.
   *
   * @param orderingKey events of one key reach an endpoint in order; null when order is not
   *     promised
   * @param payload what is sent: the bytes as they came, without what the application leaves out
   * @param posting the inbox that it goes to; null when the platform has none
   */
  record Event(
      String type, @Nullable String orderingKey, Payload payload, @Nullable Posting posting)
      implements Reading {}

  /** None that could be delivered. */
  record Refused(List<Fault> faults) implements Reading {
    public Refused {
      faults = List.copyOf(faults);
      if (faults.isEmpty()) {
        throw new IllegalArgumentException("a refusal without a fault");
      }
    }
  }

  /**
   * One thing that is wrong with a body.
   *
   * @param pointer where, as a JSON Pointer (RFC 6901); empty for the whole body
   */
  record Fault(String pointer, String message) {}
}
