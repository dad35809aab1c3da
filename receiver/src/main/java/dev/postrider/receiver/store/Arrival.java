package dev.postrider.receiver.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A webhook that is to be stored.
 *
 * @param id what names it; without control characters
 * @param orderKey those with one key are handled one at a time, in their order; null for no order
 * @param received when it came; it is due from then on
 * @param headers those that are kept, as whoever reads them back wrote them
 */
public record Arrival(
    String id, @Nullable Long orderKey, Instant received, byte[] headers, byte[] body) {

  /** What it takes, about, in bytes. */
  public int size() {
    return headers.length + body.length;
  }
}
