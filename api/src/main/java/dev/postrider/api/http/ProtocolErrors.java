package dev.postrider.api.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the web server answers by itself, when a request never gets as far as a route: JSON too. */
public final class ProtocolErrors {
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);

  private final int bodyLimit;

  public ProtocolErrors(int bodyLimit) {
    this.bodyLimit = bodyLimit;
  }

  /** For all the web server's own errors. */
  public DirectHandlers handlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, (_, _, status, headers, _) -> response(status, headers));
    }
    return handlers.build();
  }

  private DirectHandler.TransportResponse response(Status status, ServerResponseHeaders headers) {
    headers.set(HeaderValues.CONTENT_TYPE_JSON);
    if (status.code() == 503) {
      headers.set(HeaderNames.RETRY_AFTER, "1");
    }
    Answer answer = answer(status);
    return DirectHandler.TransportResponse.builder()
        .status(status)
        .headers(headers)
        .entity(Arrays.copyOf(answer.body(), answer.length()))
        .keepAlive(false)
        .build();
  }

  Answer answer(Status status) {
    return switch (status.code()) {
      case 404 -> Refusal.noRoute().answer();
      case 413 ->
          Refusal.body(413, "payload_too_large", "The body may have " + bodyLimit + " bytes");
      case 414 -> Refusal.body(414, "uri_too_long", "The request line is too long");
      case 503 -> Refusal.body(503, "unavailable", "Too many requests at once");
      case 500 -> Answer.json(500, new JsonWriter().raw(EMPTY));
      default -> Refusal.body(status.code(), "generic_error", "The request is not acceptable HTTP");
    };
  }
}
