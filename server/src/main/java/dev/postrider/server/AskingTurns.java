package dev.postrider.server;

import dev.postrider.directory.Endpoint;
import dev.postrider.directory.VerificationTurn;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose receivers may be asked: so many at once, applications in turn, and of none more than ten in
 * ten seconds, so that nobody waits for the many endpoints of somebody else, or has strangers asked
 * as often as he likes. Safe for use by many threads.
 */
final class AskingTurns {
  static final int AT_ONCE = 200;
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final Set<EndpointId> underWay = new HashSet<>();

  /** When an application's last ones were asked, the oldest first. */
  private final Map<ApplicationId, Deque<Instant>> lately = new HashMap<>();

  private @Nullable ApplicationId last;

  AskingTurns(InstantSource clock) {
    this.clock = clock;
  }

  /** What is to be asked for next; for nothing as long as so many are asked already. */
  synchronized VerificationTurn next() {
    Instant now = clock.instant();
    lately.values().removeIf(times -> within(times, now).isEmpty());
    Set<ApplicationId> resting =
        lately.entrySet().stream()
            .filter(entry -> entry.getValue().size() >= VerificationTurn.EACH)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return new VerificationTurn(now, last, resting, underWay, AT_ONCE - underWay.size());
  }

  /** True when it is asked now; it is under way then, until it ends. */
  synchronized boolean begin(Endpoint endpoint) {
    Instant now = clock.instant();
    last = endpoint.application();
    Deque<Instant> times =
        within(lately.computeIfAbsent(endpoint.application(), _ -> new ArrayDeque<>()), now);
    if (times.size() >= VerificationTurn.EACH) {
      return false;
    }
    times.add(now);
    underWay.add(endpoint.id());
    return true;
  }

  synchronized void end(Endpoint endpoint) {
    underWay.remove(endpoint.id());
  }

  /** Without those that are over, and those from before the clock was put back. */
  private static Deque<Instant> within(Deque<Instant> times, Instant now) {
    times.removeIf(time -> time.isAfter(now) || !time.isAfter(now.minus(WINDOW)));
    return times;
  }
}
