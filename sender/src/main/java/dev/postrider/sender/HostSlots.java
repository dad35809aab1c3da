package dev.postrider.sender;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the requests under way, to each place and in all. Safe for use by many threads.
 *
 * <p>It counts requests, not connections, so whoever waits is served as soon as a connection is
 * free again.
 */
final class HostSlots {

  /** A place with the number of those that use it or wait for it. */
  private static final class Slots {
    final Semaphore free;
    int users;

    Slots(int most) {
      free = new Semaphore(most, true);
    }
  }

  private final int perHost;
  private final Semaphore inAll;
  private final ConcurrentHashMap<String, Slots> places = new ConcurrentHashMap<>();

  HostSlots(int perHost, int inAll) {
    this.perHost = perHost;
    this.inAll = new Semaphore(inAll, true);
  }

  /** Takes a slot; false when none was free in time. */
  boolean enter(String place, Deadline deadline) throws InterruptedException {
    Slots slots = join(place);
    boolean here = false;
    boolean entered = false;
    try {
      here = acquired(slots.free, deadline);
      entered = here && acquired(inAll, deadline);
      return entered;
    } finally {
      if (!entered) {
        if (here) {
          slots.free.release();
        }
        leavePlace(place);
      }
    }
  }

  /** Gives the slot back. */
  void leave(String place) {
    inAll.release();
    Slots slots = places.get(place);
    if (slots != null) {
      slots.free.release();
    }
    leavePlace(place);
  }

  /** How many places are used or waited for. */
  int places() {
    return places.size();
  }

  private Slots join(String place) {
    return places.compute(
        place,
        (_, known) -> {
          Slots slots = known == null ? new Slots(perHost) : known;
          slots.users++;
          return slots;
        });
  }

  private void leavePlace(String place) {
    places.compute(place, (_, slots) -> slots == null || --slots.users == 0 ? gone() : slots);
  }

  private static @Nullable Slots gone() {
    return null;
  }

  private static boolean acquired(Semaphore free, Deadline deadline) throws InterruptedException {
    return free.tryAcquire() || free.tryAcquire(deadline.left(), TimeUnit.NANOSECONDS);
  }
}
