package dev.postrider.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an endpoint's receiver has agreed to be sent to.
 *
 * <p>NotNeeded for good, or Pending → (agreed) → Verified; Pending → (asked in vain, six times) →
 * Pending → (once more) → Failed → (somebody wants it asked anew) → Pending. Another URL is
 * Pending.
 */
public sealed interface Verification {
  Verification NOT_NEEDED = new NotNeeded();

  /** True when deliveries may go out. */
  boolean permits();

  /** One that is to be asked for the first time. */
  static Verification asked(Instant now) {
    return new Pending(0, now, null);
  }

  /** Nobody has to be asked. */
  record NotNeeded() implements Verification {
    @Override
    public boolean permits() {
      return true;
    }
  }

  /**
   * It is asked when it is due.
   *
   * @param tries so often it was asked in vain
   * @param reason why, the last time; null before the first
   */
  record Pending(int tries, Instant due, @Nullable String reason) implements Verification {
    private static final List<Duration> DELAYS =
        List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1));

    @Override
    public boolean permits() {
      return false;
    }

    /** What follows when it was asked in vain. */
    public Verification denied(String why, Instant now) {
      return tries < DELAYS.size()
          ? new Pending(tries + 1, now.plus(DELAYS.get(tries)), why)
          : new Failed(now, why);
    }

    /** What follows when it could not be asked, through no fault of its own. */
    public Verification postponed(Instant now) {
      return new Pending(tries, now.plus(DELAYS.getFirst()), reason);
    }
  }

  /** It has agreed. */
  record Verified(Instant since) implements Verification {
    @Override
    public boolean permits() {
      return true;
    }
  }

  /** It is asked no more, unless somebody wants it. */
  record Failed(Instant since, String reason) implements Verification {
    @Override
    public boolean permits() {
      return false;
    }
  }
}
