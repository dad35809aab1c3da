package dev.postrider.outbox;

import java.time.Duration;

/**
 * How an outbox stands, for metrics and alarms.
 *
 * @param waiting rows that Postrider has not got yet
 * @param dead rows that it will not take; each has its reason in the table
 * @param sent messages that it has got from this relay since that was started
 * @param oldest for how long the oldest row has waited; zero when none waits
 */
public record OutboxStatus(long waiting, long dead, long sent, Duration oldest) {}
