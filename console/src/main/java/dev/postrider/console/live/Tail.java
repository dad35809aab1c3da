package dev.postrider.console.live;

import dev.postrider.attempt.Attempted;
import dev.postrider.console.session.Face;
import dev.postrider.dispatch.Delivery;
import dev.postrider.dispatch.DispatchListener;
import dev.postrider.message.ApplicationId;
import dev.postrider.policy.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Shows attempts to those who look on, four times a second. Nobody who is slow holds up anybody:
 * what is too much to be shown is counted instead, and viewers are told so. Safe for use by many
 * threads.
 *
 * <p>As long as nobody looks, an attempt costs one comparison.
 */
public final class Tail implements DispatchListener, AutoCloseable {
  /** Viewers at once, in all applications. */
  static final int MOST = 500;

  /** Viewers of one application at once, so that nobody takes the places of all others. */
  static final int MOST_OF_ONE = 100;

  /** Those of them who come by its portal. */
  static final int MOST_OF_PORTAL = 20;

  /** A quarter of a second of what the fastest server does, several times over. */
  private static final int WAITING = 20_000;

  private static final Duration TURN = Duration.ofMillis(250);

  /** What places are counted by. */
  private record Place(ApplicationId application, Face face) {}

  private final ArrayBlockingQueue<LiveAttempt> waiting = new ArrayBlockingQueue<>(WAITING);
  private final LongAdder missed = new LongAdder();
  private final Map<LiveFilter, Audience> audiences = new ConcurrentHashMap<>();
  private final Thread thread = Thread.ofPlatform().name("live tail").daemon().unstarted(this::run);
  private final Map<Place, Integer> places = new HashMap<>();
  private volatile int viewers;
  private volatile boolean closed;

  /** Begins to show what it hears of. */
  public void start() {
    thread.start();
  }

  @Override
  public void judged(Delivery delivery, Attempted attempted, Verdict verdict) {
    if (viewers > 0 && !waiting.offer(LiveAttempt.of(delivery, attempted, verdict))) {
      missed.increment();
    }
  }

  /** Lets somebody look on; false when there are too many already, or it is over. */
  synchronized boolean enter(Viewer viewer) {
    if (closed || viewers >= MOST || places.getOrDefault(place(viewer), 0) >= most(viewer)) {
      return false;
    }
    places.merge(place(viewer), 1, Integer::sum);
    audiences.computeIfAbsent(viewer.wanted(), Audience::new).add(viewer);
    viewers++;
    return true;
  }

  synchronized void leave(Viewer viewer) {
    places.computeIfPresent(place(viewer), (_, taken) -> taken == 1 ? null : taken - 1);
    audiences.computeIfPresent(
        viewer.wanted(), (_, audience) -> audience.remove(viewer) ? null : audience);
    viewers--;
  }

  private static Place place(Viewer viewer) {
    return new Place(viewer.wanted().application(), viewer.face());
  }

  private static int most(Viewer viewer) {
    return switch (viewer.face()) {
      case CONSOLE -> MOST_OF_ONE;
      case PORTAL -> MOST_OF_PORTAL;
    };
  }

  private void run() {
    List<LiveAttempt> seen = new ArrayList<>();
    while (!closed) {
      try {
        TimeUnit.NANOSECONDS.sleep(TURN.toNanos());
      } catch (InterruptedException over) {
        return;
      }
      seen.clear();
      waiting.drainTo(seen);
      long lost = missed.sumThenReset();
      if (!seen.isEmpty() || lost > 0) {
        audiences.values().forEach(audience -> audience.show(seen, lost));
      }
    }
  }

  /** Ends what everybody looks at. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    thread.interrupt();
    audiences.values().forEach(Audience::end);
  }
}
