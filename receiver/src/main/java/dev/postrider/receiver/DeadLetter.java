package dev.postrider.receiver;

import java.time.Instant;

/**
 * A webhook that was given up. It stays until somebody retries or discards it.
 *
 * @param webhook its {@code attempt} is the last that was made
 * @param died when it was given up
 * @param error what the last attempt threw: its class and the beginning of its message; or, where
 *     no attempt was left because the process ended during one, that, and what is known of those
 *     before
 */
public record DeadLetter(Webhook webhook, Instant died, String error) {}
