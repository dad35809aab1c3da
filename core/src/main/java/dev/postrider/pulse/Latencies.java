package dev.postrider.pulse;

import java.util.Arrays;

/**
 * How long attempts took, in classes that grow with what is in them: a quarter of an octave each,
 * so whatever is read from it is true within an eighth. Not safe for use by many threads.
 */
public final class Latencies {
  private static final int PARTS = 4;
  private static final int PART_BITS = 2;

  /** Up to 35 minutes; what takes longer counts as that. */
  private static final long LONGEST = Integer.MAX_VALUE;

  /** How many classes there are. */
  public static final int CLASSES = classOf(LONGEST) + 1;

  private final long[] counts = new long[CLASSES];

  /** One more that took so many microseconds. */
  public void add(long micros) {
    counts[classOf(micros)]++;
  }

  /** So many more of a class. */
  public void add(int ofClass, long count) {
    counts[ofClass] += count;
  }

  public void add(Latencies more) {
    for (int i = 0; i < CLASSES; i++) {
      counts[i] += more.counts[i];
    }
  }

  /** How many are of this class. */
  public long count(int ofClass) {
    return counts[ofClass];
  }

  public long count() {
    return Arrays.stream(counts).sum();
  }

  /** What all of them took together, in microseconds. */
  public long sum() {
    long sum = 0;
    for (int i = 0; i < CLASSES; i++) {
      sum += counts[i] * middle(i);
    }
    return sum;
  }

  /** In microseconds, what this share of them did not exceed; 0 when there are none. */
  public long percentile(double share) {
    long wanted = Math.max(1, (long) Math.ceil(count() * share));
    long seen = 0;
    for (int i = 0; i < CLASSES; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return middle(i);
      }
    }
    return 0;
  }

  /** The first four classes are a microsecond each; then four to every octave. */
  private static int classOf(long micros) {
    long bounded = Math.clamp(micros, 0, LONGEST);
    if (bounded < PARTS) {
      return (int) bounded;
    }
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(bounded);
    int part = (int) (bounded >> (octave - PART_BITS)) & (PARTS - 1);
    return ((octave - PART_BITS + 1) << PART_BITS) | part;
  }

  private static long middle(int ofClass) {
    if (ofClass < PARTS) {
      return ofClass;
    }
    int shift = (ofClass >> PART_BITS) - 1;
    long lowest = (long) (PARTS | (ofClass & (PARTS - 1))) << shift;
    return lowest + ((1L << shift) >> 1);
  }
}
