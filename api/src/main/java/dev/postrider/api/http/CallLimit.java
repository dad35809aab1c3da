package dev.postrider.api.http;

import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns away clients that call more often than the rule says. Safe for use by many threads.
 *
 * <p>A window begins with a client's first call and ends by the clock; nothing waits for it. So
 * many clients are remembered as {@link #MOST}. When there are more within a window, the one whose
 * window began first is forgotten and begins anew: it may call more often then, but no flood of
 * addresses can fill the memory or lock others out.
 */
public final class CallLimit implements Gate {
  static final int MOST = 20_000;

  /** The calls of one client since its window began. */
  private static final class Window {
    private final Instant began;
    private int calls;

    private Window(Instant began) {
      this.began = began;
    }
  }

  private final CallRule rule;
  private final InstantSource clock;

  /** By address; those that began first stand first, so they also end first. */
  private final Map<String, Window> windows = new LinkedHashMap<>();

  private CallLimit(CallRule rule, InstantSource clock) {
    this.rule = rule;
    this.clock = clock;
  }

  /** The gate of a rule. */
  public static Gate of(CallRule rule, InstantSource clock) {
    return rule.calls() == 0 ? OPEN : new CallLimit(rule, clock);
  }

  @Override
  public void enter(ServerRequest request) {
    count(rule.address().of(request));
  }

  synchronized void count(String client) {
    Instant now = clock.instant();
    forgetEnded(now);
    Window window = windows.get(client);
    if (window == null || ended(window, now)) {
      windows.remove(client);
      if (windows.size() == MOST) {
        forgetFirst();
      }
      window = new Window(now);
      windows.put(client, window);
    }
    if (window.calls == rule.calls()) {
      throw refusal(left(window, now));
    }
    window.calls++;
  }

  synchronized int remembered() {
    return windows.size();
  }

  private void forgetEnded(Instant now) {
    Iterator<Window> oldest = windows.values().iterator();
    while (oldest.hasNext() && ended(oldest.next(), now)) {
      oldest.remove();
    }
  }

  private void forgetFirst() {
    Iterator<Window> oldest = windows.values().iterator();
    oldest.next();
    oldest.remove();
  }

  /** A window that begins in the future ends at once: the clock was set back. */
  private boolean ended(Window window, Instant now) {
    return now.isBefore(window.began) || !left(window, now).isPositive();
  }

  private Duration left(Window window, Instant now) {
    return Duration.between(now, window.began.plus(rule.window()));
  }

  private Refusal refusal(Duration wait) {
    return Refusal.tooOften(
        rule.status(),
        "Too many calls: one address may make %d in %d seconds"
            .formatted(rule.calls(), rule.window().toSeconds()),
        wait);
  }
}
