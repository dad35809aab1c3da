package dev.postrider.api.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.time.Duration;
import java.util.Arrays;

/**
 * What the web server answers by itself, when a request never gets as far as a route: in the form
 * of the API that is called, or JSON of this one's when the path is not known.
 */
public final class ProtocolErrors {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final int bodyLimit;
  private final RouteTable routes;
  private final SecurityHeaders security;
  private final Cors cors;

  public ProtocolErrors(int bodyLimit, RouteTable routes, SecurityHeaders security, Cors cors) {
    this.bodyLimit = bodyLimit;
    this.routes = routes;
    this.security = security;
    this.cors = cors;
  }

  /** For all the web server's own errors. */
  public DirectHandlers handlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(
          type,
          (request, event, status, headers, _) ->
              response(request, unread(request, event) ? Status.BAD_REQUEST_400 : status, headers));
    }
    return handlers.build();
  }

  /**
   * True when the web server failed before it knew what was asked. It takes some broken heads, such
   * as those whose method is none, for a fault of its own, and would log each with all its frames.
   */
  private static boolean unread(
      DirectHandler.TransportRequest request, DirectHandler.EventType event) {
    return event == DirectHandler.EventType.INTERNAL_ERROR && request.method().isEmpty();
  }

  private DirectHandler.TransportResponse response(
      DirectHandler.TransportRequest request, Status status, ServerResponseHeaders headers) {
    security.set(headers);
    cors.open(request.path(), request.headers(), headers);
    Answer answer = routes.area(request.path()).errors().answer(refusal(status));
    if (answer.length() > 0) {
      headers.set(HeaderValues.CONTENT_TYPE_JSON);
    }
    String name = answer.headerName();
    String value = answer.headerValue();
    if (name != null && value != null) {
      headers.set(HeaderNames.create(name), value);
    }
    return DirectHandler.TransportResponse.builder()
        .status(Status.create(answer.status()))
        .headers(headers)
        .entity(Arrays.copyOf(answer.body(), answer.length()))
        .keepAlive(false)
        .build();
  }

  Refusal refusal(Status status) {
    return switch (status.code()) {
      case 404 -> Refusal.noRoute();
      case 413 ->
          Refusal.coded(413, "payload_too_large", "The body may have " + bodyLimit + " bytes");
      case 414 -> Refusal.coded(414, "uri_too_long", "The request line is too long");
      case 431 ->
          Refusal.coded(
              431,
              "too_many_headers",
              "The request may have " + RequestHead.MOST_HEADERS + " headers, not more");
      case 503 -> Refusal.unavailable("Too many requests at once", SOON);
      case 500 -> Refusal.internal();
      default ->
          Refusal.coded(status.code(), "generic_error", "The request is not acceptable HTTP");
    };
  }
}
