package dev.postrider.pulse;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is under way and what waits, now, in this process; so it costs no look at the disk.
 *
 * @param inFlight attempts under way
 * @param memoryBytes what the deliveries in memory weigh
 * @param parked deliveries that wait on disk
 * @param dispatchEvents what waits for a dispatcher
 * @param journalMessages messages that wait for their commit
 * @param journalBytes what they weigh
 * @param lastCommit when the journal last made something durable; null: not since the start
 * @param behind whether what was accepted waits to be sent
 * @param databaseUp whether the database takes writes, as far as the journal has tried
 */
public record Load(
    int inFlight,
    long memoryBytes,
    long parked,
    int dispatchEvents,
    int journalMessages,
    long journalBytes,
    @Nullable Instant lastCommit,
    boolean behind,
    boolean databaseUp) {}
