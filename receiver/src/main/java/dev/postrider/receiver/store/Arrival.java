package dev.postrider.receiver.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A webhook that is to be stored.
 *
 * @param id what names it; without control characters
 * @param orderKey those with one key are handled one at a time, in their order; null for no order
 * @param received when it came; it is due from then on, and in any case when it is stored
 */
public record Arrival(String id, @Nullable Long orderKey, Instant received, Content content) {}
