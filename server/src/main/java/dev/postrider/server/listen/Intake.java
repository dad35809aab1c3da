package dev.postrider.server.listen;

import dev.postrider.api.http.SlowClients;
import dev.postrider.message.Payload;
import dev.postrider.server.listen.Arrival.Header;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each webhook: reads, verifies, keeps, answers, shows it. Safe for use by many threads. */
final class Intake implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  /** Of all bodies that are held at once; who comes then waits, as long as a request may take. */
  private static final int TOGETHER = 64 << 20;

  private final ListenParts parts;
  private final SlowClients slow;
  private final Semaphore memory = new Semaphore(TOGETHER);
  private final CountDownLatch closing = new CountDownLatch(1);

  Intake(ListenParts parts, SlowClients slow) {
    this.parts = parts;
    this.slow = slow;
  }

  /** Whoever waits for a delayed answer gets it now. */
  void close() {
    closing.countDown();
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    Instant at = parts.clock().instant();
    long start = System.nanoTime();
    String target = target(request);
    String path = parts.path();
    if (path != null && !path.equals(request.prologue().uriPath().rawPath())) {
      response.status(Status.NOT_FOUND_404).send();
      turned(at, request, 404, "webhooks go to " + path);
      return;
    }
    int held = announced(request);
    acquire(held, at, request);
    try {
      byte[] body = body(request, at);
      memory.release(held - body.length);
      held = body.length;
      var arrival =
          new Arrival(
              at,
              request.prologue().method().text(),
              target,
              request.headers().stream()
                  .flatMap(h -> h.allValues().stream().map(v -> new Header(h.name(), v)))
                  .toList(),
              Payload.of(body));
      take(arrival, start, response);
    } finally {
      memory.release(held);
    }
  }

  private void take(Arrival arrival, long start, ServerResponse response) {
    Verdict verdict = parts.judge().of(arrival);
    int status = parts.plan().next(verdict);
    Long id = keep(arrival, verdict, status);
    boolean gone = false;
    try {
      if (closing.await(parts.plan().delay().toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.debug("answered before its delay was over, because of the end");
      }
      response.status(Status.create(status)).send();
    } catch (UncheckedIOException closed) {
      gone = true;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      gone = true;
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    parts.display().show(new Shown.Webhook(id, arrival, verdict, status, took, gone));
    parts.shown().run();
    if (gone) {
      throw new CloseConnectionException("the sender has gone");
    }
  }

  /** Failure policy: go on without, because to see a webhook is worth more than to keep it. */
  private @Nullable Long keep(Arrival arrival, Verdict verdict, int status) {
    try {
      return parts.store().keep(arrival, verdict, status);
    } catch (IOException full) {
      return null;
    }
  }

  private void acquire(int bytes, Instant at, ServerRequest request) {
    try {
      memory.acquire(bytes);
    } catch (InterruptedException late) {
      throw gone(at, request, late);
    }
  }

  private byte[] body(ServerRequest request, Instant at) {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    long length = request.headers().contentLength().orElse(-1);
    try (InputStream in = request.content().inputStream()) {
      byte[] body = in.readAllBytes();
      if (length >= 0 && body.length < length) {
        throw new EOFException("the body ended early");
      }
      slow.arrived();
      return body;
    } catch (IOException
        | UncheckedIOException
        | CloseConnectionException
        | DataReader.InsufficientDataAvailableException late) {
      throw gone(at, request, late);
    }
  }

  private CloseConnectionException gone(Instant at, ServerRequest request, Exception cause) {
    turned(at, request, null, "its body did not arrive, or too slowly");
    return new CloseConnectionException("the request did not arrive", cause);
  }

  private void turned(Instant at, ServerRequest request, @Nullable Integer status, String why) {
    parts
        .display()
        .show(
            new Shown.Turned(at, request.prologue().method().text(), target(request), status, why));
  }

  private static int announced(ServerRequest request) {
    if (!request.content().hasEntity()) {
      return 0;
    }
    long length = request.headers().contentLength().orElse(Listening.LARGEST_BODY);
    return (int) Math.min(length, Listening.LARGEST_BODY);
  }

  private static String target(ServerRequest request) {
    String path = request.prologue().uriPath().rawPath();
    return request.prologue().hasQuery()
        ? path + "?" + request.prologue().query().rawValue()
        : path;
  }

  /** What the web server refuses by itself is answered without a body, and shown. */
  DirectHandlers refusals() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(
          type,
          (request, _, status, headers, _) -> {
            // The web server calls it a fault of its own when a head ends in the middle.
            boolean gone = status.code() == 500 && request.method().isEmpty();
            parts
                .display()
                .show(
                    new Shown.Turned(
                        parts.clock().instant(),
                        request.method(),
                        request.path(),
                        gone ? null : status.code(),
                        gone ? "the sender went before a whole request had come" : why(status)));
            return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .keepAlive(false)
                .build();
          });
    }
    return handlers.build();
  }

  private static String why(Status status) {
    return switch (status.code()) {
      case 413 -> "its body is larger than 10 MiB";
      case 414 -> "its first line is longer than 8 KiB";
      case 500 -> "a fault of this receiver's own; please report it";
      case 503 -> "too many requests at once";
      // Without the web server's own words, which may quote what was sent.
      default -> "it is not acceptable HTTP, or its headers are larger than 16 KiB";
    };
  }
}
