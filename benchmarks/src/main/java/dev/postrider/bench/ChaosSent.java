package dev.postrider.bench;

import java.util.stream.IntStream;

/**
 * What was sent to the API and what it acknowledged, message by message: 16 bytes for each. Safe
 * for many threads.
 */
final class ChaosSent {

  /** One sender's sequence, numbered from 0. */
  private static final class Track {
    // The hash of the bytes in the upper half, when it was acknowledged in the lower.
    private final ChaosColumn messages = new ChaosColumn();
    private final ChaosColumn ids = new ChaosColumn();
    private int next;
    private int acknowledged;
  }

  private final Track[] tracks;

  ChaosSent(int tracks) {
    this.tracks = IntStream.range(0, tracks).mapToObj(_ -> new Track()).toArray(Track[]::new);
  }

  int tracks() {
    return tracks.length;
  }

  /** The next number of the track; the message is about to be sent for the first time. */
  int begin(int at) {
    Track track = tracks[at];
    synchronized (track) {
      return track.next++;
    }
  }

  /** Notes its bytes, before they go out. */
  void sending(int at, int number, int hash) {
    Track track = tracks[at];
    synchronized (track) {
      track.messages.set(number, (long) hash << 32);
    }
  }

  /**
   * Notes that the API has answered for it.
   *
   * @param id the key of the message; 0 when the answer did not say
   * @param millis since the start of the run, above 0
   */
  void acknowledged(int at, int number, long id, int millis) {
    Track track = tracks[at];
    synchronized (track) {
      track.messages.set(number, (track.messages.get(number) & 0xFFFF_FFFF_0000_0000L) | millis);
      track.ids.set(number, id);
      track.acknowledged++;
    }
  }

  /** How many messages of the track were sent. */
  int issued(int at) {
    Track track = tracks[at];
    synchronized (track) {
      return track.next;
    }
  }

  int hash(int at, int number) {
    return (int) (message(at, number) >>> 32);
  }

  /** When it was acknowledged, in milliseconds since the start of the run; 0 when it was not. */
  int acknowledgedAt(int at, int number) {
    return (int) message(at, number);
  }

  private long message(int at, int number) {
    Track track = tracks[at];
    synchronized (track) {
      return track.messages.get(number);
    }
  }

  /** The key of the message as the API answered it; 0 when it did not. */
  long id(int at, int number) {
    Track track = tracks[at];
    synchronized (track) {
      return track.ids.get(number);
    }
  }

  /** Messages that were acknowledged. */
  long acknowledged() {
    long sum = 0;
    for (Track track : tracks) {
      synchronized (track) {
        sum += track.acknowledged;
      }
    }
    return sum;
  }

  /** Messages that were sent, once or more often. */
  long issued() {
    return IntStream.range(0, tracks.length).mapToLong(this::issued).sum();
  }
}
