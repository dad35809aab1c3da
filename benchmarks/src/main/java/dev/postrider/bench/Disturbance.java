package dev.postrider.bench;

import java.util.concurrent.TimeUnit;

/**
 * Receivers that hang, receivers that come and go, and others that are well: the first tracks hang,
 * the next flap.
 *
 * @param flapSeconds how long one that flaps fails, and how long it works after that
 */
record Disturbance(int hanging, int flapping, int flapSeconds) implements Conduct {

  /** How many tracks are disturbed; the others are well. */
  int tracks() {
    return hanging + flapping;
  }

  @Override
  public Reply to(int track, long now) {
    if (track < hanging) {
      return Reply.SILENCE;
    }
    if (track >= tracks()) {
      return Reply.SUCCESS;
    }
    // Not all at the same time: each track begins a second after the one before it.
    long second = TimeUnit.NANOSECONDS.toSeconds(now) + track;
    return Math.floorMod(second, 2L * flapSeconds) < flapSeconds ? Reply.FAILURE : Reply.SUCCESS;
  }
}
