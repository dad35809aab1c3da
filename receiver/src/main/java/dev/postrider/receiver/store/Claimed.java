package dev.postrider.receiver.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored webhook that is this process's to handle.
 *
 * @param number of the store, in the order of arrival
 * @param attempt how many times it was claimed, this time included
 * @param deaths how many processes ended while it was claimed
 * @param error of the last attempt that was settled as failed; null when there was none
 */
public record Claimed(
    long number,
    String id,
    @Nullable Long orderKey,
    Instant received,
    Content content,
    int attempt,
    int deaths,
    @Nullable String error) {

  /** From so many deaths on it may be the cause, and is handled alone. */
  private static final int SUSPECT = 2;

  /** Whether no other that may be the cause of its process's end is to be handled beside it. */
  public boolean alone() {
    return deaths >= SUSPECT;
  }

  /** Attempts that are its own: not those that may have ended because of another webhook. */
  public int counted() {
    return attempt - Math.min(deaths, SUSPECT);
  }
}
