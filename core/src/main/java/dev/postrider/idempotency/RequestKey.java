package dev.postrider.idempotency;

import java.util.UUID;

/**
 * Names a request and all that repeat it: a hash that tells nothing of its caller, nor of the key
 * that he chose.
 */
public record RequestKey(UUID value) {}
