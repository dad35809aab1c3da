package dev.postrider.bench;

import java.util.Arrays;

/** One number for each message of a sequence, 0 where none was set; grows as it is written. */
final class ChaosColumn {
  private static final int FIRST = 64;

  private long[] values = new long[FIRST];
  private int length;

  long get(int number) {
    return number < length ? values[number] : 0;
  }

  void set(int number, long value) {
    if (number >= values.length) {
      values = Arrays.copyOf(values, Math.max(number + 1, values.length * 2));
    }
    values[number] = value;
    length = Math.max(length, number + 1);
  }

  /** One more than the last number that was set. */
  int length() {
    return length;
  }
}
