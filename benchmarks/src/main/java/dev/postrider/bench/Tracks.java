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
  private final List<Template> templates;
  private final boolean ordered;
  private final int[] next;
  private final BitSet[] acknowledged;
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  /**
   * @param templates the request of each track
   * @param ordered whether the tracks are lanes, so that a message waits for the acknowledgement of
   *     the one before it
   */
  Tracks(List<Template> templates, boolean ordered) {
    this.templates = List.copyOf(templates);
    this.ordered = ordered;
    this.next = new int[templates.size()];
    this.acknowledged = new BitSet[templates.size()];
    Arrays.setAll(acknowledged, _ -> new BitSet());
  }

  int count() {
    return next.length;
  }

  boolean ordered() {
    return ordered;
  }

  Template template(int track) {
    return templates.get(track);
  }

  /** How many messages one request has. */
  int batch() {
    return templates.getFirst().messages();
  }

  /** The number of the first message of this track's next request. */
  int number(int track) {
    int first = next[track];
    next[track] += batch();
    return first;
  }

  /** Notes the answer to a message. */
  void answered(int track, int number, int status) {
    if (status == 202) {
      acknowledged[track].set(number);
      accepted.setRelease(accepted.getPlain() + 1);
    } else {
      refused.setRelease(refused.getPlain() + 1);
    }
  }

  /** Messages answered 202 so far. */
  long accepted() {
    return accepted.get();
  }

  /** Messages answered otherwise, or not at all. */
  long refused() {
    return refused.get();
  }

  /** A copy of the set of numbers that were answered 202. */
  BitSet acknowledged(int track) {
    return (BitSet) acknowledged[track].clone();
  }
}
