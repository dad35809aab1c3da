package dev.postrider.receiver.store;

/**
 * How much is in a store.
 *
 * @param undone to be handled, those that are claimed included
 * @param dead given up
 */
public record Backlog(long undone, long dead) {}
