package dev.postrider.receiver.store;

/**
 * How much is in a store.
 *
 * @param waiting to be handled and claimed by nobody
 * @param dead given up
 */
public record Backlog(long waiting, long dead) {}
