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
    if (!exchange.getRequestMethod().equals("POST")) {
      try (exchange) {
        exchange.getResponseHeaders().set("Allow", "POST");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
    }
    Alarm alarm = new Alarm(longest);
    // Closing reads what is left of the body, so that has its time, too.
    try (alarm;
        exchange) {
      answer(exchange, receive(exchange, alarm));
    }
  }

  private Receipt receive(HttpExchange exchange, Alarm alarm) throws IOException {
    InputStream body = new Whole(exchange.getRequestBody(), alarm);
    Receipt receipt = inbox.receive(RequestHeaders.of(exchange.getRequestHeaders()), body);
    if (receipt instanceof Receipt.TooLarge) {
      drain(body);
    }
    return receipt;
  }

  private static void drain(InputStream body) throws IOException {
    byte[] away = new byte[64 * 1024];
    int left = MOST_DRAINED;
    for (int count = 0; count >= 0 && left > 0; left -= count) {
      count = body.read(away);
    }
  }

  /** Stops the alarm when it has been read to its end: from then on nobody waits for the sender. */
  private static final class Whole extends FilterInputStream {
    private final Alarm alarm;

    Whole(InputStream in, Alarm alarm) {
      super(in);
      this.alarm = alarm;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      if (count < 0) {
        alarm.close();
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
