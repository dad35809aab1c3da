package dev.postrider.server.observe;

import org.jspecify.annotations.Nullable;

/**
 * Where the server is watched.
 *
 * @param host the address to listen on
 * @param port of its own; null for that of the API
 */
public record ObserveConfig(String host, @Nullable Integer port) {}
