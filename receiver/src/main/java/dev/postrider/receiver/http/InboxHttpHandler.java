package dev.postrider.receiver.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.postrider.receiver.BoundedBody;
import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.Receipt;
import dev.postrider.receiver.RequestHeaders;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Answers webhooks as an inbox says, with empty bodies; POST only. Safe for many threads.
 *
 * <p>Give the server an executor with a thread for each request, or one that waits holds up the
 * others: {@code server.setExecutor(Executors.newVirtualThreadPerTaskExecutor())}.
 *
 * <p>Whoever sends slowly is answered 408; whoever sends nothing at all has the connection closed a
 * second later, whatever the method. Connections that never send the head of a request are the
 * server's own affair: see its property {@code sun.net.httpserver.maxReqTime}.
 */
public final class InboxHttpHandler implements HttpHandler {
  private final Supplier<Inbox> inbox;

  /** Of this inbox, which somebody else closes. */
  public InboxHttpHandler(Inbox inbox) {
    this(() -> inbox);
  }

  /**
   * Of an inbox that is opened later than the handler is made.
   *
   * @param inbox asked for with each request
   */
  public InboxHttpHandler(Supplier<Inbox> inbox) {
    this.inbox = inbox;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Inbox open = inbox.get();
    // Closing the exchange reads what is left of the body, so that has its time, too.
    try (BoundedBody body = open.bounded(exchange.getRequestBody());
        exchange) {
      if (exchange.getRequestMethod().equals("POST")) {
        Receipt receipt = open.receive(RequestHeaders.of(exchange.getRequestHeaders()), body);
        receipt
            .retryAfter()
            .ifPresent(after -> header(exchange, "Retry-After", Long.toString(after.toSeconds())));
        answer(exchange, receipt.status(), !receipt.endsConnection() && body.drain());
      } else {
        header(exchange, "Allow", "POST");
        answer(exchange, 405, body.drain());
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, boolean goesOn) throws IOException {
    if (!goesOn) {
      header(exchange, "Connection", "close");
    }
    exchange.sendResponseHeaders(status, -1);
  }

  private static void header(HttpExchange exchange, String name, String value) {
    exchange.getResponseHeaders().set(name, value);
  }
}
