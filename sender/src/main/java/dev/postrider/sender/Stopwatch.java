package dev.postrider.sender;

import dev.postrider.attempt.Timings;

/**
 * Adds up how long the parts of one attempt took, whatever its requests were. One of its parts at a
 * time is written, by whoever sees its end, before that becomes known to the attempt's thread.
 */
final class Stopwatch {
  private int dns = Timings.ABSENT;
  private int connect = Timings.ABSENT;
  private int tls = Timings.ABSENT;
  private int firstByte = Timings.ABSENT;

  /** The addresses that were asked for then are there. */
  void resolved(long since) {
    dns = plus(dns, since);
  }

  /** The connection that was begun then is open. */
  void connected(long since) {
    connect = plus(connect, since);
  }

  /** The handshake that was begun then is over. */
  void secured(long since) {
    tls = plus(tls, since);
  }

  /** The answer to a request begins; that to the last one counts. */
  void answered(Deadline deadline) {
    firstByte = micros(deadline.begun());
  }

  Timings timings() {
    return new Timings(dns, connect, tls, firstByte);
  }

  private static int plus(int before, long since) {
    int more = micros(since);
    return before == Timings.ABSENT ? more : before + more;
  }

  private static int micros(long since) {
    return (int) Math.min((System.nanoTime() - since) / 1_000, Integer.MAX_VALUE / 2);
  }
}
