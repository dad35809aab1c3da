package dev.postrider.attempt;

import java.time.Duration;
import java.time.Instant;

/**
 * One attempt, finished.
 *
 * @param url where it went, without user-info
 * @param started the wall clock when it began
 * @param took until the answer was read or given up
 * @param timings what of that time went where
 */
public record Attempted(
    String url, Instant started, Duration took, Outcome outcome, Timings timings) {

  /** An attempt of which no part was measured. */
  public Attempted(String url, Instant started, Duration took, Outcome outcome) {
    this(url, started, took, outcome, Timings.NONE);
  }
}
