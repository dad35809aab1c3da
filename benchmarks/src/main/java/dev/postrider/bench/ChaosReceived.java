package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What receivers took, delivery by delivery: for the first copy of each when it came, in which
 * place of its lane, its bytes and its id, 24 bytes together; every further copy on a list. Safe
 * for many threads.
 */
final class ChaosReceived {
  /** Of further copies and of strangers, so many are kept; all are counted. */
  private static final int MOST_KEPT = 200_000;

  /**
   * One copy of a message, as it came.
   *
   * @param id the key of the message, from {@code webhook-id}
   * @param millis since the start of the run
   */
  record Copy(long id, int hash, int millis) {}

  /**
   * A copy that was not the first.
   *
   * @param firstMillis when the first one came
   * @param head whether the first one was the newest of its lane until then
   * @param same whether bytes and id were those of the first one
   */
  record Repeat(
      int endpoint,
      int track,
      int number,
      int firstMillis,
      int millis,
      boolean head,
      boolean same,
      boolean sameId) {}

  /** What one endpoint got of one track. */
  private static final class Lane {
    // The hash of the bytes in the upper half, when it came in the lower.
    private final ChaosColumn copies = new ChaosColumn();
    private final ChaosColumn ids = new ChaosColumn();
    private final ChaosColumn places = new ChaosColumn();
    private int taken;
    private int newest = -1;
  }

  private final Lane[][] lanes;
  private final List<Repeat> repeats = new ArrayList<>();
  private final List<String> strangers = new ArrayList<>();
  private long repeated;
  private long strange;

  ChaosReceived(int endpoints, int tracks) {
    this.lanes =
        IntStream.range(0, endpoints)
            .mapToObj(
                _ -> IntStream.range(0, tracks).mapToObj(_ -> new Lane()).toArray(Lane[]::new))
            .toArray(Lane[][]::new);
  }

  int endpoints() {
    return lanes.length;
  }

  /** Notes a copy that is going to be answered with success; true when it is the first. */
  boolean took(int endpoint, int track, int number, Copy copy) {
    Lane lane = lanes[endpoint][track];
    synchronized (lane) {
      if (lane.places.get(number) == 0) {
        lane.places.set(number, ++lane.taken);
        lane.copies.set(number, ((long) copy.hash << 32) | copy.millis);
        lane.ids.set(number, copy.id);
        lane.newest = number;
        return true;
      }
      long first = lane.copies.get(number);
      boolean sameId = lane.ids.get(number) == copy.id;
      repeat(
          new Repeat(
              endpoint,
              track,
              number,
              (int) first,
              copy.millis,
              lane.newest == number,
              (int) (first >>> 32) == copy.hash,
              sameId));
      return false;
    }
  }

  private void repeat(Repeat repeat) {
    synchronized (repeats) {
      repeated++;
      // Copies that differ are never dropped.
      if (repeats.size() < MOST_KEPT || !repeat.same || !repeat.sameId) {
        repeats.add(repeat);
      }
    }
  }

  /** Notes a request that nobody can have sent. */
  void stranger(String what) {
    synchronized (strangers) {
      strange++;
      if (strangers.size() < MOST_KEPT) {
        strangers.add(what);
      }
    }
  }

  /** The place of the first copy among the first copies of its lane, from 1; 0 for none. */
  int place(int endpoint, int track, int number) {
    Lane lane = lanes[endpoint][track];
    synchronized (lane) {
      return (int) lane.places.get(number);
    }
  }

  boolean has(int endpoint, int track, int number) {
    return place(endpoint, track, number) > 0;
  }

  int hash(int endpoint, int track, int number) {
    Lane lane = lanes[endpoint][track];
    synchronized (lane) {
      return (int) (lane.copies.get(number) >>> 32);
    }
  }

  /** When the first copy came. */
  int millis(int endpoint, int track, int number) {
    Lane lane = lanes[endpoint][track];
    synchronized (lane) {
      return (int) lane.copies.get(number);
    }
  }

  long id(int endpoint, int track, int number) {
    Lane lane = lanes[endpoint][track];
    synchronized (lane) {
      return lane.ids.get(number);
    }
  }

  /** One more than the highest number that came. */
  int end(int endpoint, int track) {
    Lane lane = lanes[endpoint][track];
    synchronized (lane) {
      return lane.places.length();
    }
  }

  /** Deliveries that came, each counted once. */
  long distinct() {
    long sum = 0;
    for (Lane[] endpoint : lanes) {
      for (Lane lane : endpoint) {
        synchronized (lane) {
          sum += lane.taken;
        }
      }
    }
    return sum;
  }

  List<Repeat> repeats() {
    synchronized (repeats) {
      return List.copyOf(repeats);
    }
  }

  /** Copies that were not the first. */
  long repeated() {
    synchronized (repeats) {
      return repeated;
    }
  }

  List<String> strangers() {
    synchronized (strangers) {
      return List.copyOf(strangers);
    }
  }

  long strange() {
    synchronized (strangers) {
      return strange;
    }
  }
}
