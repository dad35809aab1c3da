package dev.postrider.api.http;

import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Slows those down who show wrong credentials again and again: from the address that did so often
 * enough within a minute, what is wrong is answered 429 instead of 401, a login is not even looked
 * at, and a key only if it is known already. Whoever shows what is right goes on as if nothing
 * were, from that address too, and no other address hears of it. Safe for use by many threads.
 */
public final class FailedSignIns {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final boolean on;
  private final ClientAddress clients;
  private final CallCounts counts;

  /** So many in a minute are borne; 0 for any number. */
  public FailedSignIns(int most, ClientAddress clients, InstantSource clock) {
    this.on = most > 0;
    this.clients = clients;
    this.counts = new CallCounts(most, WINDOW, clock);
  }

  /** True when the request comes from where too many have failed. */
  boolean suspects(ServerRequest http) {
    return !counts.isEmpty() && counts.wait(clients.network(http)).isPositive();
  }

  /** Whoever logs in from there has to wait. */
  void admit(Access access, boolean suspect, ServerRequest http) {
    if (suspect && access instanceof Access.Login) {
      throw tooMany(counts.wait(clients.network(http)));
    }
  }

  /**
   * The refusal that is to be answered in place of this one.
   *
   * @param shown whether there were credentials at all; who has none guesses nothing
   */
  Refusal counted(Refusal refusal, boolean shown, ServerRequest http) {
    if (!on || !shown || refusal.status() != 401) {
      return refusal;
    }
    Duration wait = counts.count(clients.network(http));
    return wait.isPositive() ? tooMany(wait) : refusal;
  }

  private static Refusal tooMany(Duration wait) {
    return Refusal.tooOften(429, "Too many wrong credentials from this address", wait);
  }
}
