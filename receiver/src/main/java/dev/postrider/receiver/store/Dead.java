package dev.postrider.receiver.store;

import java.time.Instant;

/**
 * A webhook that was given up.
 *
 * @param attempts how many there were
 */
public record Dead(
    String id, Instant received, Content content, int attempts, Instant died, String error) {}
