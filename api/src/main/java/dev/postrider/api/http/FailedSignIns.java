package dev.postrider.api.http;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Slows those down who show wrong credentials again and again: from the address that did so often
 * enough within a minute, what is wrong is answered 429 instead of 401, and a login is not even
 * looked at. Whoever shows what is right goes on as if nothing were, from that address too, and no
 * other address hears of it. Safe for use by many threads.
 */
public final class FailedSignIns {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final boolean on;
  private final CallCounts counts;

  /** So many in a minute are borne; 0 for any number. */
  public FailedSignIns(int most, InstantSource clock) {
    this.on = most > 0;
    this.counts = new CallCounts(most, WINDOW, clock);
  }

  /** Whoever logs in from where too many have failed has to wait. */
  void admit(Access access, Incoming request) {
    if (access instanceof Access.Login) {
      Duration wait = counts.wait(ClientAddress.network(request.client()));
      if (wait.isPositive()) {
        throw tooMany(wait);
      }
    }
  }

  /**
   * The refusal that is to be answered in place of this one.
   *
   * @param shown whether there were credentials at all, at a path of our own; who has none guesses
   *     nothing. At platforms' paths, whose credentials stand in many places, it is always true
   */
  Refusal counted(Refusal refusal, boolean shown, Incoming request) {
    if (!on || !shown || refusal.status() != 401) {
      return refusal;
    }
    Duration wait = counts.count(ClientAddress.network(request.client()));
    return wait.isPositive() ? tooMany(wait) : refusal;
  }

  private static Refusal tooMany(Duration wait) {
    return Refusal.tooOften(429, "Too many wrong credentials from this address", wait);
  }
}
