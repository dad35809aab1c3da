package dev.postrider.bench;

/** When the generator sends. */
sealed interface Pace {

  /**
   * As fast as the server takes it: every connection sends its next message when the last is
   * answered.
   */
  record Closed() implements Pace {}

  /**
   * At its own rate, whatever the server does: message {@code i} is due {@code i / perSecond} after
   * the start.
   */
  record Open(double perSecond) implements Pace {
    public Open {
      if (!(perSecond > 0 && perSecond <= 1_000_000)) {
        throw new IllegalArgumentException("rate: above 0 to 1000000, not " + perSecond);
      }
    }

    long due(long message, long start) {
      return start + (long) (message * 1e9 / perSecond);
    }
  }
}
