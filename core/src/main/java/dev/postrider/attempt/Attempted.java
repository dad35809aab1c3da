package dev.postrider.attempt;

import java.time.Duration;
import java.time.Instant;

/**
 * One attempt, finished.
 *
 * @param url where it went, without user-info
 * @param started the wall clock when it began
 * @param took until the answer was read or given up
 */
public record Attempted(String url, Instant started, Duration took, Outcome outcome) {}
