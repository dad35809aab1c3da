package dev.postrider.bench;

/** Tells the person who waits whenever another tenth of a long count is done. For one thread. */
final class Milestones {
  private final String verb;
  private final long step;
  private final long start = System.nanoTime();
  private long next;

  Milestones(String verb, long total) {
    this.verb = verb;
    this.step = Math.max(1, total / 10);
    this.next = step;
  }

  void reached(long count) {
    if (count >= next) {
      Figures.progress(
          "  %d %s after %.1f s".formatted(count, verb, (System.nanoTime() - start) / 1e9));
      next += step * Math.ceilDiv(count - next + 1, step);
    }
  }
}
