package dev.postrider.bench;

import java.nio.ByteBuffer;

/**
 * The mark at the start of every payload: which sequence, which number in it, and when it was meant
 * to be sent.
 *
 * <p>Digits of fixed width, so that the generator overwrites them in place and the sink reads them
 * without a JSON parser.
 */
final class Stamp {
  /** What a payload begins with; the digits follow. */
  static final String PREFIX = "{\"stamp\":\"";

  static final int LENGTH = 34;
  static final int MOST_TRACKS = 1_000_000;
  static final int MOST_NUMBERS = 1_000_000_000;
  private static final int TRACK = 6;
  private static final int NUMBER = 9;
  private static final int TIME = LENGTH - TRACK - NUMBER;

  private Stamp() {}

  /** Writes the digits at {@code at}; the position of the buffer stays. */
  static void write(ByteBuffer to, int at, int track, int number, long nanos) {
    digits(to, at, TRACK, track);
    digits(to, at + TRACK, NUMBER, number);
    digits(to, at + TRACK + NUMBER, TIME, nanos);
  }

  static int track(ByteBuffer from, int at) {
    return (int) value(from, at, TRACK);
  }

  static int number(ByteBuffer from, int at) {
    return (int) value(from, at + TRACK, NUMBER);
  }

  static long nanos(ByteBuffer from, int at) {
    return value(from, at + TRACK + NUMBER, TIME);
  }

  private static void digits(ByteBuffer to, int at, int width, long value) {
    long rest = value;
    for (int i = at + width - 1; i >= at; i--) {
      to.put(i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
  }

  private static long value(ByteBuffer from, int at, int width) {
    long value = 0;
    for (int i = at; i < at + width; i++) {
      int digit = from.get(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new IllegalArgumentException("no digit where the stamp should be");
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
