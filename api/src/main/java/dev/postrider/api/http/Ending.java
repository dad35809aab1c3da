package dev.postrider.api.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/** Says when a request has been here, and whether its connection can carry another. */
public final class Ending implements Filter {
  private final SlowClients slow;

  public Ending(SlowClients slow) {
    this.slow = slow;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
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
