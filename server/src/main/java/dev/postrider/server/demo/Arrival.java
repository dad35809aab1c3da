package dev.postrider.server.demo;

import dev.postrider.message.Payload;
import java.time.Instant;

/**
 * One request at the demo's receiver.
 *
 * @param key the last part of its path: which sample's endpoint it came to
 * @param genuine true when the signature is right
 * @param finding what the check of the signature found, in words
 * @param status how the receiver answered
 */
record Arrival(
    String key,
    String messageId,
    Payload body,
    boolean genuine,
    String finding,
    int status,
    Instant at) {}
