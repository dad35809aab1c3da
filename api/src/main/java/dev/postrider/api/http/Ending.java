package dev.postrider.api.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;

/** Says when a request has been here, and whether its connection can carry another. */
public final class Ending implements Filter {
  private final SlowClients slow;

  public Ending(SlowClients slow) {
    this.slow = slow;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (isHttp2(request)) {
      ofStream(chain, request);
      return;
    }
    if (!request.content().hasEntity()) {
      slow.arrived();
    }
    chain.proceed();
    boolean ended = drained(request);
    slow.arrived();
    // The web server goes on reading after any of these; what follows would be taken for a request.
    if (!ended) {
      throw new StillSending();
    }
    if (request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
      throw new CloseConnectionException("the caller wants no other answer on this connection");
    }
    if (response.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
      throw new StillSending();
    }
  }

  /** A request of HTTP/2 has a thread of its own, and ends without its connection. */
  private void ofStream(FilterChain chain, RoutingRequest request) {
    if (request.content().hasEntity()) {
      slow.begun();
    }
    chain.proceed();
    boolean ended = drained(request);
    slow.arrived();
    if (!ended) {
      throw new StillSending();
    }
  }

  static boolean isHttp2(ServerRequest request) {
    return request.prologue().protocolVersion().equals("2.0");
  }

  /**
   * Reads on after the answer and throws away, because what follows is the next request. True when
   * the body ended.
   */
  private static boolean drained(RoutingRequest request) {
    if (!request.content().hasEntity() || request.content().consumed()) {
      return true;
    }
    if (request.headers().contains(HeaderNames.EXPECT) && !request.continueSent()) {
      return false;
    }
    try {
      // Bounded by the web server's own limit of a body, and by the deadline of the request.
      request.content().consume();
      return true;
    } catch (RuntimeException unreadable) {
      // Failure policy: close the connection, because where the next request would start is not
      // known.
      return false;
    }
  }
}
