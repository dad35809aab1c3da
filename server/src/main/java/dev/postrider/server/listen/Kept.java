package dev.postrider.server.listen;

import org.jspecify.annotations.Nullable;

/**
 * One webhook in the store.
 *
 * @param id its number there, by which it is asked for
 * @param verified null when nobody had said by what to verify it
 * @param status with what it was answered
 */
public record Kept(long id, Arrival arrival, @Nullable Boolean verified, int status) {}
