package dev.postrider.dispatch;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps attempts below the rate that was asked for, evenly: a second is cut into slots of one
 * attempt, or of a hundredth of the rate when that is more, because waking for each attempt of a
 * high rate would cost more than the attempt.
 *
 * <p>A slot begins with its first attempt, so what was not used is not made up for.
 */
final class Throttle {
  private static final int MOST_SLOTS = 100;
  private static final long SECOND = 1_000_000_000L;

  private Instant end = Instant.EPOCH;
  private int sent;

  /** May one more attempt start now? {@code rate} is in attempts a second; null for any. */
  boolean permits(@Nullable Integer rate, Instant now) {
    return room(rate, now) > 0;
  }

  /** How many attempts may start now. */
  int room(@Nullable Integer rate, Instant now) {
    if (rate == null) {
      return Integer.MAX_VALUE;
    }
    return now.isBefore(end) ? Math.max(0, perSlot(rate) - sent) : perSlot(rate);
  }

  /** When the next slot may begin. */
  Instant wakeAt() {
    return end;
  }

  void sent(@Nullable Integer rate, Instant now) {
    if (rate == null) {
      return;
    }
    if (!now.isBefore(end)) {
      // Whole slots in a second: those of a rate like 101 come to 100.
      int slots = rate / perSlot(rate);
      end = now.plus(Duration.ofNanos((SECOND + slots - 1) / slots));
      sent = 0;
    }
    sent++;
  }

  private static int perSlot(int rate) {
    return (rate + MOST_SLOTS - 1) / MOST_SLOTS;
  }
}
