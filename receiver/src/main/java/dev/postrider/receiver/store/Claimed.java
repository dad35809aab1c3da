package dev.postrider.receiver.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored webhook that is this process's to handle.
 *
 * @param number of the store, in the order of arrival
 * @param attempt how many times it was claimed, this time included
 * @param error of the last attempt that was settled as failed; null when there was none
 */
public record Claimed(
    long number,
    String id,
    @Nullable Long orderKey,
    Instant received,
    Content content,
    int attempt,
    @Nullable String error) {}
