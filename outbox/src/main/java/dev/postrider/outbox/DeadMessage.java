package dev.postrider.outbox;

import java.time.Instant;

/**
 * A message that Postrider will never take, without its body and headers, which are in the table.
 *
 * @param id what it is retried or discarded by
 * @param published when its row was written
 * @param reason what Postrider said, in 1,000 characters at most
 */
public record DeadMessage(
    long id,
    String application,
    String eventId,
    String eventType,
    Instant published,
    String reason) {}
