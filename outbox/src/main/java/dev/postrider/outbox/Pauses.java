package dev.postrider.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Says for how long nothing is sent after a failure, to nobody or for one application. A pause
 * doubles with each failure up to a limit; half of it is by chance, so that relays which failed
 * together do not come back together. For one thread.
 */
final class Pauses {
  /** What Retry-After may ask for at most: a mistake there must not last for days. */
  private static final Duration LONGEST_ASKED = Duration.ofHours(1);

  /** More applications that fail than this are no matter of theirs. */
  private static final int MOST_APPLICATIONS = 500;

  /** It is over as well when the clock was set back behind its beginning. */
  private record Pause(int failures, Instant from, Instant until) {
    boolean holds(Instant now) {
      return !now.isBefore(from) && now.isBefore(until);
    }
  }

  private static final Pause NONE = new Pause(0, Instant.MIN, Instant.MIN);

  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private final Map<String, Pause> applications = new HashMap<>();
  private Pause all = NONE;

  Pauses(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  /** When sending goes on; the past when it does. */
  Instant until() {
    return all.until();
  }

  boolean everything(Instant now) {
    return all.holds(now);
  }

  /** True when this application gets nothing now. */
  boolean application(String name, Instant now) {
    return applications.getOrDefault(name, NONE).holds(now);
  }

  /** Nothing could be sent. The wait until the next attempt. */
  Duration pauseAll(Instant now, Duration asked) {
    all = after(all, now, asked);
    return Duration.between(now, all.until());
  }

  /** One application got nothing, though others may. The wait until its next attempt. */
  Duration pause(String application, Instant now) {
    Pause before = applications.getOrDefault(application, NONE);
    if (applications.size() >= MOST_APPLICATIONS) {
      applications.values().removeIf(pause -> !pause.holds(now));
      if (applications.size() >= MOST_APPLICATIONS) {
        return pauseAll(now, Duration.ZERO);
      }
    }
    Pause pause = after(before, now, Duration.ZERO);
    applications.put(application, pause);
    return Duration.between(now, pause.until());
  }

  /** Something of this application was answered. */
  void succeeded(String application) {
    applications.remove(application);
    all = NONE;
  }

  private Pause after(Pause before, Instant now, Duration asked) {
    long doubled = first.toMillis() << Math.min(before.failures(), 20);
    long most = Math.min(doubled, longest.toMillis());
    long millis = most - random.nextLong(most / 2 + 1);
    long wished = Math.min(asked.toSeconds(), LONGEST_ASKED.toSeconds()) * 1_000;
    return new Pause(before.failures() + 1, now, now.plusMillis(Math.max(millis, wished)));
  }
}
