package dev.postrider.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a platform makes of an event body. */
public sealed interface Reading {

  /**
   * An event of the catalogue that keeps to its schema.
   *
   * @param orderingKey events of one key reach an endpoint in order; null when order is not
   *     promised
   */
  record Event(String type, @Nullable String orderingKey) implements Reading {}

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
