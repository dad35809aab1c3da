package dev.postrider.receiver;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** Reads bodies, each bounded in bytes and time, and all that are in memory together in bytes. */
final class BodyReader {
  private static final int FIRST = 4 * 1024;

  private final int longest;
  private final Duration time;
  private final long room;
  private final AtomicLong taken = new AtomicLong();

  /**
   * Bodies of at most {@code longest} bytes in at most this time.
   *
   * @param room bytes of all bodies that are read or wait to be stored
   */
  BodyReader(int longest, Duration time, long room) {
    this.longest = longest;
    this.time = time;
    this.room = room;
  }

  /** What was read, or why not. */
  sealed interface Body extends AutoCloseable {
    /** Gives its room back. */
    @Override
    default void close() {}
  }

  /** All of it. */
  final class Whole implements Body {
    final byte[] bytes;
    private final int reserved;

    private Whole(byte[] bytes, int reserved) {
      this.bytes = bytes;
      this.reserved = reserved;
    }

    @Override
    public void close() {
      taken.addAndGet(-reserved);
    }
  }

  /** Why not. */
  record Unread(Receipt receipt) implements Body {}

  /** Reads to the end. A read that blocks is the caller's to end; it does not return before. */
  Body read(RequestHeaders headers, InputStream stream) {
    if (announced(headers) > longest) {
      return new Unread(new Receipt.TooLarge());
    }
    long begun = System.nanoTime();
    byte[] bytes = new byte[Math.min(FIRST, longest + 1)];
    int length = 0;
    if (!reserve(bytes.length)) {
      return new Unread(new Receipt.Unavailable());
    }
    int reserved = bytes.length;
    Receipt failure;
    try {
      while (true) {
        int count = stream.read(bytes, length, bytes.length - length);
        if (count < 0) {
          return new Whole(Arrays.copyOf(bytes, length), reserved);
        }
        length += count;
        if (length > longest) {
          failure = new Receipt.TooLarge();
          break;
        }
        if (System.nanoTime() - begun > time.toNanos()) {
          failure = new Receipt.Overdue();
          break;
        }
        if (length == bytes.length) {
          int larger = (int) Math.min(bytes.length * 2L, longest + 1L);
          if (!reserve(larger - bytes.length)) {
            failure = new Receipt.Unavailable();
            break;
          }
          reserved = larger;
          bytes = Arrays.copyOf(bytes, larger);
        }
      }
    } catch (IOException e) {
      failure =
          ofATimeLimit(e) ? new Receipt.Overdue() : new Receipt.Malformed("the body ended early");
    } catch (RuntimeException | Error e) {
      taken.addAndGet(-reserved);
      throw e;
    }
    taken.addAndGet(-reserved);
    return new Unread(failure);
  }

  /** A web server's own limit throws such as SocketTimeoutException, some within another. */
  private static boolean ofATimeLimit(IOException e) {
    return e instanceof InterruptedIOException || e.getCause() instanceof InterruptedIOException;
  }

  private boolean reserve(int bytes) {
    if (taken.addAndGet(bytes) <= room) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  /** What the request says of its length; 0 when it says nothing that can be read. */
  private static long announced(RequestHeaders headers) {
    for (String value : headers.all("content-length")) {
      if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value);
      }
    }
    return 0;
  }
}
