package dev.postrider.receiver.helidon;

import dev.postrider.receiver.BoundedBody;
import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.Receipt;
import dev.postrider.receiver.RequestHeaders;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * Answers webhooks as an inbox says, with empty bodies; POST only. Safe for many threads.
 *
 * <pre>{@code
 * routing.register("/webhooks", new InboxService(inbox));
 * }</pre>
 *
 * <p>Whoever sends slowly is answered 408; whoever sends nothing at all has the connection closed a
 * second later, whatever the method. Connections that never send the head of a request are the web
 * server's own affair: see {@code idle-connection-timeout} of the listener, and {@code
 * read-timeout} of its {@code connection-options}.
 *
 * <p>The web server decodes a body that has a {@code Content-Encoding} when it has the decoder on
 * its class path, and refuses it (400) when it has not. Where senders use one, switch off both, so
 * that the bytes come as they were signed: {@code content-encodings-discover-services} of the
 * listener's {@code content-encoding}, and {@code validate-request-headers} of its HTTP/1.
 */
public final class InboxService implements HttpService {
  private final Supplier<Inbox> inbox;

  /** Of this inbox, which somebody else closes. */
  public InboxService(Inbox inbox) {
    this(() -> inbox);
  }

  /**
   * Of an inbox that is opened later than the service is made.
   *
   * @param inbox asked for with each request
   */
  public InboxService(Supplier<Inbox> inbox) {
    this.inbox = inbox;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.any("/", this::handle);
  }

  private void handle(ServerRequest request, ServerResponse response) {
    Inbox open = inbox.get();
    // Reading would tell such a caller to send what he has not sent yet.
    boolean waiting = request.headers().contains(HeaderNames.EXPECT) && !request.continueSent();
    boolean goesOn;
    try (BoundedBody body = open.bounded(stream(request))) {
      if (request.prologue().method().equals(Method.POST)) {
        Receipt receipt = open.receive(headers(request), body);
        goesOn = !receipt.endsConnection() && ended(body, waiting);
        response.status(Status.create(receipt.status()));
        receipt
            .retryAfter()
            .ifPresent(after ->
                response.header(HeaderNames.RETRY_AFTER, Long.toString(after.toSeconds())));
      } else {
        goesOn = ended(body, waiting);
        response.status(Status.METHOD_NOT_ALLOWED_405).header(HeaderNames.ALLOW, "POST");
      }
      if (!goesOn) {
        response.header(HeaderValues.CONNECTION_CLOSE);
      }
      response.send();
    }
    if (!goesOn) {
      // The web server would go on and take the rest for the next request.
      throw new CloseConnectionException("the request was answered before it ended");
    }
  }

  private static InputStream stream(ServerRequest request) {
    return request.content().hasEntity()
        ? request.content().inputStream()
        : InputStream.nullInputStream();
  }

  private static boolean ended(BoundedBody body, boolean waiting) {
    return waiting ? body.ended() : body.drain();
  }

  private static RequestHeaders headers(ServerRequest request) {
    return name -> {
      HeaderName header = HeaderNames.create(name);
      return request.headers().contains(header)
          ? request.headers().get(header).allValues()
          : List.of();
    };
  }
}
