package dev.postrider.bench;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The numbered sequences that the load is made of: one per application, or with lanes one per
 * ordering key.
 *
 * <p>Written by the generator's thread. The counters may be read at any time by others; {@link
 * #acknowledged(int)} only once the generator rests.
 */
final class Tracks {
  private static final int ACCEPTED = 202;

  private final List<Request> requests;
  private final int success;
  private final boolean ordered;
  private final int[] next;
  private final BitSet[] acknowledged;
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  /**
   * @param requests the request of each track
   * @param ordered whether the tracks are lanes, so that a message waits for the acknowledgement of
   *     the one before it
   */
  Tracks(List<? extends Request> requests, boolean ordered) {
    this(requests, ordered, ACCEPTED);
  }

  private Tracks(List<? extends Request> requests, boolean ordered, int success) {
    this.requests = List.copyOf(requests);
    this.ordered = ordered;
    this.success = success;
    this.next = new int[requests.size()];
    this.acknowledged = new BitSet[requests.size()];
    Arrays.setAll(acknowledged, _ -> new BitSet());
  }

  /** One sequence of webhooks, which are acknowledged with this status. */
  static Tracks webhooks(Request webhook, int success) {
    return new Tracks(List.of(webhook), false, success);
  }

  int count() {
    return next.length;
  }

  boolean ordered() {
    return ordered;
  }

  Request request(int track) {
    return requests.get(track);
  }

  /** How many messages one request has. */
  int batch() {
    return requests.getFirst().messages();
  }

  /** The number of the first message of this track's next request. */
  int number(int track) {
    int first = next[track];
    next[track] += batch();
    return first;
  }

  /** True for the status that means: this message is safe. */
  boolean acknowledges(int status) {
    return status == success;
  }

  /** Messages of this track that were sent. To be read once the generator rests. */
  int issued(int track) {
    return next[track];
  }

  /** Notes the answer to a message. */
  void answered(int track, int number, int status) {
    if (acknowledges(status)) {
      acknowledged[track].set(number);
      accepted.setRelease(accepted.getPlain() + 1);
    } else {
      refused.setRelease(refused.getPlain() + 1);
    }
  }

  /** Messages acknowledged so far. */
  long accepted() {
    return accepted.get();
  }

  /** Messages answered otherwise, or not at all. */
  long refused() {
    return refused.get();
  }

  /** A copy of the set of numbers that were acknowledged. */
  BitSet acknowledged(int track) {
    return (BitSet) acknowledged[track].clone();
  }
}
