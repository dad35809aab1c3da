package dev.postrider.console.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Those who want to see the same. What is shown to them is chosen and written once. */
final class Audience {
  /** As many lines in a turn as can be read on a screen that moves: 40 a second. */
  static final int SHOWN = 10;

  private final LiveFilter wanted;
  private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();

  Audience(LiveFilter wanted) {
    this.wanted = wanted;
  }

  void add(Viewer viewer) {
    viewers.add(viewer);
  }

  /** True when nobody is left. */
  boolean remove(Viewer viewer) {
    viewers.remove(viewer);
    return viewers.isEmpty();
  }

  /**
   * Shows what is wanted of it, or every so-manieth when that is too much.
   *
   * @param lost how many were not kept, of which nobody knows whether they are wanted
   */
  void show(List<LiveAttempt> all, long lost) {
    List<LiveAttempt> found = new ArrayList<>();
    for (LiveAttempt seen : all) {
      if (wanted.has(seen)) {
        found.add(seen);
      }
    }
    if (found.isEmpty() && lost == 0) {
      return;
    }
    LiveBatch batch = new LiveBatch(sample(found), found.size(), lost);
    for (Viewer viewer : viewers) {
      viewer.show(batch);
    }
  }

  /** As many as can be shown, spread evenly over all. */
  static List<LiveAttempt> sample(List<LiveAttempt> found) {
    if (found.size() <= SHOWN) {
      return List.copyOf(found);
    }
    List<LiveAttempt> some = new ArrayList<>(SHOWN);
    for (int i = 0; i < SHOWN; i++) {
      some.add(found.get((int) ((long) i * found.size() / SHOWN)));
    }
    return some;
  }

  void end() {
    viewers.forEach(Viewer::end);
  }
}
