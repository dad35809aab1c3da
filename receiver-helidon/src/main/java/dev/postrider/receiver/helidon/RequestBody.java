package dev.postrider.receiver.helidon;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, which its reader does not wait for without end: the web server has no limit for
 * that. What is wrong with it is an {@link IOException}, as with any other stream. For one thread.
 */
final class RequestBody extends InputStream {
  /** A caller who is still sending reads no answer, so a long body is read on for so much. */
  private static final int MOST_DRAINED = 8 << 20;

  private final InputStream in;
  private final boolean waiting;
  private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
  private boolean ended;

  /** Who reads now, and whether his time is over. Guarded by this. */
  private @Nullable Thread reader;

  private boolean late;

  // What comes of the alarm is seen by whoever reads.
  @SuppressWarnings("FutureReturnValueIgnored")
  RequestBody(ServerRequest request, Duration longest) {
    this.in =
        request.content().hasEntity()
            ? request.content().inputStream()
            : InputStream.nullInputStream();
    // Reading would tell such a caller to send what he has not sent yet.
    this.waiting = request.headers().contains(HeaderNames.EXPECT) && !request.continueSent();
    this.ended = !request.content().hasEntity();
    end.orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((nothing, failure) -> {
          if (failure instanceof TimeoutException) {
            cut();
          }
        });
  }

  /** Interrupting the thread that reads closes its connection, if it is a virtual one. */
  private synchronized void cut() {
    late = true;
    if (reader != null) {
      reader.interrupt();
    }
  }

  private synchronized void begin() throws IOException {
    if (late) {
      throw new InterruptedIOException("the body took too long");
    }
    reader = Thread.currentThread();
  }

  /** The interrupt must not hit what its thread does next. */
  private synchronized void pause() {
    reader = null;
    if (late) {
      Thread.interrupted();
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    begin();
    try {
      int count = in.read(bytes, offset, length);
      ended |= count < 0;
      return count;
    } catch (RuntimeException unreadable) {
      // A connection that ended, a chunk without a length: the web server has many for them.
      throw new IOException(unreadable);
    } finally {
      pause();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Reads the rest and throws it away; false when that is not the end. */
  boolean drained() {
    if (waiting && !ended) {
      return false;
    }
    byte[] away = new byte[16 * 1024];
    try {
      for (int left = MOST_DRAINED; !ended && left > 0; ) {
        left -= Math.max(read(away, 0, away.length), 0);
      }
    } catch (IOException unreadable) {
      // Failure policy: close the connection, because where the next request starts is not known.
      return false;
    }
    return ended;
  }

  @Override
  public void close() {
    end.complete(null);
  }
}
