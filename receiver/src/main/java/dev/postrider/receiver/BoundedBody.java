package dev.postrider.receiver;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A request's body whose sender is not waited for without end; for adapters to web servers that
 * have no limit of their own ({@link Inbox#bounded}).
 *
 * <p>When its time is over, the thread that made it is interrupted, until the body has been read to
 * its end or this is closed. That ends a read of the JDK's web server, and on a virtual thread a
 * read of any socket, and the connection with it. What is wrong with the body is an {@link
 * IOException}, whatever the web server throws. For one thread, which makes it, reads it and closes
 * it.
 */
public final class BoundedBody extends InputStream {
  /** A caller who is still sending reads no answer, so a body is read on for so much. */
  private static final int MOST_DRAINED = 8 << 20;

  /** Beyond the inbox's own limit, which has an answer. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final InputStream in;
  private final Thread reader = Thread.currentThread();
  private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
  private boolean ended;

  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private boolean over;
  private boolean late;

  BoundedBody(InputStream in, Duration time) {
    this.in = in;
    CompletableFuture<?> unused =
        end.orTimeout(time.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((nothing, failure) -> {
              if (failure instanceof TimeoutException) {
                cut();
              }
            });
  }

  private void cut() {
    lock.lock();
    try {
      if (!over) {
        late = true;
        reader.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean late() {
    lock.lock();
    try {
      return late;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count;
    try {
      count = in.read(bytes, offset, length);
    } catch (IOException | RuntimeException e) {
      if (late()) {
        InterruptedIOException cut = new InterruptedIOException("the body took too long");
        cut.initCause(e);
        throw cut;
      }
      // A connection that ended, a chunk without a length: web servers have many for them.
      throw e instanceof IOException broken ? broken : new IOException(e);
    }
    if (count < 0) {
      ended = true;
      // From here on nobody waits for the sender.
      close();
    }
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Whether it was read to its end, so that its connection can carry another request. */
  public boolean ended() {
    return ended;
  }

  /**
   * Reads what is left, up to a bound, so that the sender comes to read the answer. Returns {@link
   * #ended}.
   */
  public boolean drain() {
    byte[] away = new byte[16 * 1024];
    try {
      for (int left = MOST_DRAINED; !ended && left > 0; ) {
        left -= Math.max(read(away, 0, away.length), 0);
      }
    } catch (IOException unreadable) {
      // Failure policy: end the connection, because where its next request begins is not known.
      return false;
    }
    return ended;
  }

  /** Ends the time limit, and leaves the stream to the web server. Twice is harmless. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (over) {
        return;
      }
      over = true;
      if (late) {
        // The interruption must not hit what this thread does next.
        Thread.interrupted();
      }
    } finally {
      lock.unlock();
    }
    end.complete(null);
  }
}
