package dev.postrider.receiver.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.Receipt;
import dev.postrider.receiver.RequestHeaders;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Answers webhooks as an inbox says, with empty bodies; POST only. Safe for many threads.
 *
 * <p>Give the server an executor with a thread for each request, or one that waits holds up the
 * others: {@code server.setExecutor(Executors.newVirtualThreadPerTaskExecutor())}.
 *
 * <p>Whoever sends slowly is answered 408; whoever sends nothing at all has the connection closed a
 * second later. Connections that never send the head of a request are the server's own affair: see
 * its property {@code sun.net.httpserver.maxReqTime}.
 */
public final class InboxHttpHandler implements HttpHandler {
  /** A body over the limit is read on for so long, because who is still sending reads no answer. */
  private static final int MOST_DRAINED = 8 << 20;

  /** Beyond the inbox's own limit, which has an answer. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Inbox inbox;
  private final Duration longest;

  /** Of this inbox, which somebody else closes. */
  public InboxHttpHandler(Inbox inbox) {
    this.inbox = inbox;
    this.longest = inbox.bodyTime().plus(GRACE);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("POST")) {
        answer(exchange, receive(exchange));
      } else {
        exchange.getResponseHeaders().set("Allow", "POST");
        exchange.sendResponseHeaders(405, -1);
      }
    }
  }

  private Receipt receive(HttpExchange exchange) throws IOException {
    Whole body = new Whole(exchange.getRequestBody());
    // Closing may write, and the thread that times all alarms has no time for that.
    CompletableFuture<?> unused =
        body.end
            .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((read, late) -> {
              if (late instanceof TimeoutException) {
                Thread.startVirtualThread(exchange::close);
              }
            });
    try {
      Receipt receipt = inbox.receive(RequestHeaders.of(exchange.getRequestHeaders()), body);
      if (receipt instanceof Receipt.TooLarge) {
        drain(body);
      }
      return receipt;
    } finally {
      body.end.complete(null);
    }
  }

  private static void drain(InputStream body) throws IOException {
    byte[] away = new byte[64 * 1024];
    int left = MOST_DRAINED;
    for (int count = 0; count >= 0 && left > 0; left -= count) {
      count = body.read(away);
    }
  }

  /** Tells when it has been read to its end: from then on nobody is waiting for the sender. */
  private static final class Whole extends FilterInputStream {
    final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();

    Whole(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      if (count < 0) {
        end.complete(null);
      }
      return count;
    }
  }

  private static void answer(HttpExchange exchange, Receipt receipt) throws IOException {
    switch (receipt) {
      case Receipt.Unavailable unavailable ->
          exchange
              .getResponseHeaders()
              .set("Retry-After", Integer.toString(unavailable.retryAfterSeconds()));
      // The rest of the body is not worth waiting for.
      case Receipt.Overdue overdue -> exchange.getResponseHeaders().set("Connection", "close");
      case Receipt.Taken taken -> {}
      case Receipt.Duplicate duplicate -> {}
      case Receipt.Refused refused -> {}
      case Receipt.TooLarge tooLarge -> {}
      case Receipt.Malformed malformed -> {}
    }
    exchange.sendResponseHeaders(receipt.status(), -1);
  }
}
