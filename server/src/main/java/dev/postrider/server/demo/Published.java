package dev.postrider.server.demo;

/**
 * An event that Postrider has taken.
 *
 * @param id the message's
 */
record Published(String id, String body) {}
