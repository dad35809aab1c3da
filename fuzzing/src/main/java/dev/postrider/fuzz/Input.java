package dev.postrider.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An input taken apart line by line, so that those that are kept can be read and written by people.
 * For one use.
 */
public final class Input {
  private final byte[] bytes;
  private int at;

  public Input(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The next line as text; empty when there is none. */
  public String line() {
    int end = at;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    String line = new String(bytes, at, end - at, StandardCharsets.UTF_8);
    at = Math.min(bytes.length, end + 1);
    return line;
  }

  /** All that is left. */
  public byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
    at = bytes.length;
    return rest;
  }
}
