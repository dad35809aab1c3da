package dev.postrider.server.listen;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What the receiver works with.
 *
 * @param path the only path that is open; null for all
 * @param shown is told after each webhook that was shown
 */
public record ListenParts(
    @Nullable String path,
    Judge judge,
    Plan plan,
    Store store,
    Display display,
    InstantSource clock,
    Runnable shown) {}
