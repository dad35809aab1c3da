package dev.postrider.attempt;

/**
 * How long the parts of one attempt took, in microseconds; {@link #ABSENT} for a part that did not
 * come about, as a handshake on a kept connection, or did not come to its end.
 *
 * @param dns the wait for the host's addresses; absent when they were known
 * @param connect until the connection was there, through a proxy if there is one
 * @param tls the handshake
 * @param firstByte from the beginning of the attempt until the head of the answer was there
 */
public record Timings(int dns, int connect, int tls, int firstByte) {
  public static final int ABSENT = -1;

  /** Nothing was measured. */
  public static final Timings NONE = new Timings(ABSENT, ABSENT, ABSENT, ABSENT);
}
