package dev.postrider.api.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Turns away callers who call more often than they may: each by himself, and all of one
 * organisation together. Portals are its customers' and not its own, so what they take is not taken
 * from it: each may make as many calls as a whole organisation. (What an address may do to the API
 * of a platform, by that platform's own rule, is {@link CallLimit}.) Safe for use by many threads.
 */
public final class CallerLimits {
  private final CallerRate callerRate;
  private final CallerRate organisationRate;
  private final @Nullable TokenBuckets callers;
  private final @Nullable TokenBuckets organisations;
  private final @Nullable TokenBuckets portals;
  private final LongAdder limited = new LongAdder();

  /** Limits to these rates. */
  public CallerLimits(CallerRate caller, CallerRate organisation, InstantSource clock) {
    this.callerRate = caller;
    this.organisationRate = organisation;
    this.callers = caller.limits() ? new TokenBuckets(caller, clock) : null;
    this.organisations = organisation.limits() ? new TokenBuckets(organisation, clock) : null;
    this.portals = organisation.limits() ? new TokenBuckets(organisation, clock) : null;
  }

  /**
   * Returns when the caller may go on.
   *
   * @throws Refusal 429 when it has called too often
   */
  void enter(Caller caller) {
    if (caller instanceof Caller.Nobody) {
      return;
    }
    if (callers != null) {
      require(callers.take(caller.subject()), "caller", callerRate);
    }
    if (caller instanceof Caller.Portal) {
      if (portals != null) {
        require(portals.take(caller.subject()), "portal", organisationRate);
      }
    } else if (organisations != null) {
      require(organisations.take(caller.organisation()), "organisation", organisationRate);
    }
  }

  private void require(Duration wait, String who, CallerRate rate) {
    if (!wait.isZero()) {
      limited.increment();
      throw Refusal.tooOften(
          429,
          "Too many calls: one %s may make %d in a second, and %d at once"
              .formatted(who, rate.perSecond(), rate.burst()),
          wait);
    }
  }

  /** How many calls were turned away so far. */
  public long limited() {
    return limited.sum();
  }
}
