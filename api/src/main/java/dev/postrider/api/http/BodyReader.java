package dev.postrider.api.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.http.ServerRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Reads bodies whole. The web server ends those that are above the limit. Safe for use by many
 * threads.
 */
final class BodyReader {
  private static final int FIRST = 8 * 1024;

  private final int limit;
  private final SlowClients slow;

  BodyReader(int limit, SlowClients slow) {
    this.limit = limit;
    this.slow = slow;
  }

  byte[] read(ServerRequest request, BodyMemory.Part memory) {
    byte[] body = all(request, memory);
    slow.arrived();
    if (!Utf8.valid(body)) {
      throw Refusal.unprocessable(
          Problem.malformed("The body is not plain UTF-8, or contains NUL"));
    }
    return body;
  }

  private byte[] all(ServerRequest request, BodyMemory.Part memory) {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    long declared = request.headers().contentLength().orElse(-1);
    if (declared < 0 && Ending.isHttp2(request)) {
      // Where it ends is not told from where its caller went away.
      throw Refusal.lengthRequired();
    }
    // All that was announced is held at once, so that whoever may begin can also end.
    memory.hold(Math.min(declared < 0 ? FIRST : declared, limit));
    // The buffer grows with what has arrived, because an announcement costs the caller nothing.
    byte[] buffer = new byte[declared < 0 ? FIRST : (int) Math.min(declared, 8L * FIRST)];
    int length = 0;
    try {
      InputStream in = request.content().inputStream();
      for (int read = 0; read >= 0; length += Math.max(read, 0)) {
        if (length == buffer.length && length != declared) {
          // One byte above the limit is room enough to see the end.
          int longer = (int) Math.min(2L * length, limit + 1L);
          if (declared < 0) {
            memory.hold(Math.min(longer, limit));
          }
          buffer = Arrays.copyOf(buffer, longer);
        }
        if (length < buffer.length) {
          read = in.read(buffer, length, buffer.length - length);
        } else {
          // The web server takes the body for read when it has said that it ended.
          requireEnd(in);
          read = -1;
        }
      }
      if (declared >= 0 && length < declared) {
        throw new EOFException("the body ended early");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DataReader.InsufficientDataAvailableException e) {
      throw new UncheckedIOException(new EOFException("the body ended early"));
    } catch (NumberFormatException | DataReader.IncorrectNewLineException e) {
      throw Refusal.misframed();
    }
    return length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
  }

  private static void requireEnd(InputStream in) throws IOException {
    if (in.read() >= 0) {
      throw Refusal.misframed();
    }
  }
}
