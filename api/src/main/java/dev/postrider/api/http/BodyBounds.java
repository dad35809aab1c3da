package dev.postrider.api.http;

/**
 * How many bytes of bodies are borne.
 *
 * @param longest in one body
 * @param together in all that are held at once
 */
public record BodyBounds(int longest, long together) {}
