package dev.postrider.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Finds the end of an HTTP/1.1 head and reads its Content-Length; as little as a load needs. For
 * one thread.
 */
final class HttpHead {
  private static final byte[] CONTENT_LENGTH =
      "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RETRY_AFTER = "retry-after:".getBytes(StandardCharsets.US_ASCII);

  private static final int HOOK = "POST /hooks/".length();

  private int length;
  private int contentLength;
  private boolean retryAfter;

  /**
   * True when the buffer, up to {@code end}, holds a whole head; then the accessors tell about it.
   */
  boolean parse(ByteBuffer buffer, int end) {
    contentLength = 0;
    retryAfter = false;
    int line = 0;
    for (int i = 0; i < end; i++) {
      if (buffer.get(i) != '\n') {
        continue;
      }
      if (i - line <= 1 && line > 0) {
        length = i + 1;
        return true;
      }
      if (starts(buffer, line, i, CONTENT_LENGTH)) {
        contentLength = number(buffer, line + CONTENT_LENGTH.length, i);
      } else if (starts(buffer, line, i, RETRY_AFTER)) {
        retryAfter = number(buffer, line + RETRY_AFTER.length, i) > 0;
      }
      line = i + 1;
    }
    return false;
  }

  /** Bytes of the head, the empty line included. */
  int length() {
    return length;
  }

  /** Bytes of the body; 0 when the head does not say. */
  int contentLength() {
    return contentLength;
  }

  /** True when the head says after how many seconds to come again. */
  boolean retryAfter() {
    return retryAfter;
  }

  /** Head and body together. */
  int total() {
    return length + contentLength;
  }

  /** The status code, when the head is that of an answer. */
  static int status(ByteBuffer buffer) {
    return (buffer.get(9) - '0') * 100 + (buffer.get(10) - '0') * 10 + buffer.get(11) - '0';
  }

  /** The number behind {@code POST /hooks/}, when the head is that of a delivery. */
  static int hook(ByteBuffer buffer) {
    int end = HOOK;
    while (buffer.get(end) != ' ') {
      end++;
    }
    return number(buffer, HOOK, end);
  }

  private static boolean starts(ByteBuffer buffer, int from, int to, byte[] name) {
    if (to - from < name.length || (buffer.get(from) | 0x20) != name[0]) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      byte b = buffer.get(from + i);
      if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static int number(ByteBuffer buffer, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      byte b = buffer.get(i);
      if (b >= '0' && b <= '9') {
        value = Math.addExact(Math.multiplyExact(value, 10), b - '0');
      }
    }
    return value;
  }
}
