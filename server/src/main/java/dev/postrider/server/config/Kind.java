package dev.postrider.server.config;

import java.util.function.Function;

/**
 * What a setting may be.
 *
 * @param label one word for the help: {@code NUMBER}, {@code DURATION}, …
 * @param bound completes "must be …"
 * @param read reads the text; throws {@link IllegalArgumentException} when it is not within the
 *     bound
 * @param show writes a value as it would be typed
 */
public record Kind<T>(
    String label, String bound, Function<String, T> read, Function<T, String> show) {}
