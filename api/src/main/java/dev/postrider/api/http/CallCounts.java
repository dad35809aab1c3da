package dev.postrider.api.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts what each client does within a window, where a rule says so many in so long. (What may be
 * done so often in a second is {@link TokenBuckets}.) Safe for use by many threads.
 *
 * <p>A window begins with the first that is counted and ends by the clock; nothing waits for it. So
 * many clients are remembered as {@link #MOST}. When there are more within a window, the one whose
 * window began first is forgotten and begins anew: it may do more then, but no flood of addresses
 * can fill the memory or lock others out.
 */
final class CallCounts {
  static final int MOST = 20_000;

  /** What one client did since its window began. */
  private static final class Window {
    private final Instant began;
    private int count;

    private Window(Instant began) {
      this.began = began;
    }
  }

  private final int most;
  private final Duration length;
  private final InstantSource clock;

  /** By address; those that began first stand first, so they also end first. */
  private final Map<String, Window> windows = new LinkedHashMap<>();

  CallCounts(int most, Duration length, InstantSource clock) {
    this.most = most;
    this.length = length;
    this.clock = clock;
  }

  /** Counts one more; how long the client has to wait if that is one too many, otherwise zero. */
  synchronized Duration count(String client) {
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
    if (window.count == most) {
      return left(window, now);
    }
    window.count++;
    return Duration.ZERO;
  }

  /** How long the client has to wait, if one more would be one too many; otherwise zero. */
  synchronized Duration wait(String client) {
    Instant now = clock.instant();
    forgetEnded(now);
    Window window = windows.get(client);
    return window == null || window.count < most || ended(window, now)
        ? Duration.ZERO
        : left(window, now);
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
    return Duration.between(now, window.began.plus(length));
  }
}
