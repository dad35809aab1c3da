package dev.postrider.simulation;

import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions by chance, each by the seed and by what it is about, and never by what was
 * asked before. So a scenario from which a part was taken goes on as before as far as it can.
 */
final class Chance {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final long seed;

  Chance(long seed) {
    this.seed = mix(seed + GOLDEN);
  }

  /** A number from 0 to below the bound. */
  int below(int bound, String what, long a, long b) {
    return (int) Long.remainderUnsigned(of(what, a, b), bound);
  }

  int below(int bound, String what, long a) {
    return below(bound, what, a, 0);
  }

  boolean oneIn(int n, String what, long a, long b) {
    return below(n, what, a, b) == 0;
  }

  boolean oneIn(int n, String what, long a) {
    return below(n, what, a, 0) == 0;
  }

  /**
   * One of several, by the rank that chance gives each: the choice stays when others are taken
   * away. Null when there is none.
   */
  static <T> @Nullable T any(Iterable<T> candidates, ToLongFunction<T> rank) {
    T any = null;
    long best = 0;
    for (T candidate : candidates) {
      long its = rank.applyAsLong(candidate);
      if (any == null || its >= best) {
        any = candidate;
        best = its;
      }
    }
    return any;
  }

  /** Any number, such as a rank. */
  long of(String what, long a, long b) {
    return mix(seed ^ mix(what.hashCode() * GOLDEN + mix(a + GOLDEN * mix(b + 1))));
  }

  /** The finalizer of SplitMix64. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
