package dev.postrider.receiver.helidon;

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
import java.time.Duration;
import java.util.List;

/**
 * Answers webhooks as an inbox says, with empty bodies; POST only. Safe for many threads.
 *
 * <pre>{@code
 * routing.register("/webhooks", new InboxService(inbox));
 * }</pre>
 *
 * <p>Whoever sends slowly is answered 408; whoever sends nothing at all has the connection closed a
 * second later. Connections that never send the head of a request are the web server's own affair:
 * see {@code idle-connection-timeout} of the listener, and {@code read-timeout} of its {@code
 * connection-options}.
 *
 * <p>The web server decodes a body that has a {@code Content-Encoding} when it has the decoder on
 * its class path, and refuses it (400) when it has not. Where senders use one, switch off both, so
 * that the bytes come as they were signed: {@code content-encodings-discover-services} of the
 * listener's {@code content-encoding}, and {@code validate-request-headers} of its HTTP/1.
 */
public final class InboxService implements HttpService {
  /** Beyond the inbox's own limit, which has an answer. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Inbox inbox;
  private final Duration longest;

  /** Of this inbox, which somebody else closes. */
  public InboxService(Inbox inbox) {
    this.inbox = inbox;
    this.longest = inbox.bodyTime().plus(GRACE);
  }

  @Override
  public void routing(HttpRules rules) {
    rules.any("/", this::handle);
  }

  private void handle(ServerRequest request, ServerResponse response) {
    boolean ended;
    try (RequestBody body = new RequestBody(request, longest)) {
      if (request.prologue().method().equals(Method.POST)) {
        Receipt receipt = inbox.receive(headers(request), body);
        ended = ended(receipt, body);
        answer(receipt, response);
      } else {
        ended = body.drained();
        response.status(Status.METHOD_NOT_ALLOWED_405).header(HeaderNames.ALLOW, "POST");
      }
      if (!ended) {
        response.header(HeaderValues.CONNECTION_CLOSE);
      }
      response.send();
    }
    if (!ended) {
      // The web server would go on and take the rest for the next request.
      throw new CloseConnectionException("the request was answered before it ended");
    }
  }

  private static RequestHeaders headers(ServerRequest request) {
    return name -> {
      HeaderName header = HeaderNames.create(name);
      return request.headers().contains(header)
          ? request.headers().get(header).allValues()
          : List.of();
    };
  }

  /** Whether all of the body has been read, so that the connection can carry another request. */
  private static boolean ended(Receipt receipt, RequestBody body) {
    return switch (receipt) {
      // The rest is not worth waiting for, or will never come.
      case Receipt.Overdue overdue -> false;
      case Receipt.Malformed malformed -> body.drained();
      case Receipt.TooLarge tooLarge -> body.drained();
      case Receipt.Unavailable unavailable -> body.drained();
      case Receipt.Taken taken -> true;
      case Receipt.Duplicate duplicate -> true;
      case Receipt.Refused refused -> true;
    };
  }

  private static void answer(Receipt receipt, ServerResponse response) {
    response.status(Status.create(receipt.status()));
    if (receipt instanceof Receipt.Unavailable unavailable) {
      response.header(HeaderNames.RETRY_AFTER, Integer.toString(unavailable.retryAfterSeconds()));
    }
  }
}
