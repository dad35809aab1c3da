package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Takes every request and counts how many come in each second, in all and at one receiver. Written
 * by the sink's thread; what the tally has received is counted here before, so that whoever has
 * seen the one may read the other.
 */
final class Burst implements Conduct {
  private final long start;
  private final long[] second;
  private final int[] inSecond;
  private final List<Integer> perSecond = new ArrayList<>();
  private int mostAtOne;

  /** Counts whole seconds from {@code start} on; what comes before belongs to the first. */
  Burst(int tracks, long start) {
    this.start = start;
    this.second = new long[tracks];
    this.inSecond = new int[tracks];
  }

  @Override
  public Reply to(int track, long now) {
    int number = (int) Math.max(0, TimeUnit.NANOSECONDS.toSeconds(now - start));
    while (perSecond.size() <= number) {
      perSecond.add(0);
    }
    perSecond.set(number, perSecond.get(number) + 1);
    if (second[track] != number) {
      second[track] = number;
      inSecond[track] = 0;
    }
    mostAtOne = Math.max(mostAtOne, ++inSecond[track]);
    return Reply.SUCCESS;
  }

  /** Requests in each second. */
  List<Integer> perSecond() {
    return List.copyOf(perSecond);
  }

  /** The most that one receiver got in one second. */
  int mostAtOne() {
    return mostAtOne;
  }
}
