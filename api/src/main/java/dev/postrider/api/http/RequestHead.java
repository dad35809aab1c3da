package dev.postrider.api.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/**
 * Begins the time of a request with its first line, and refuses more headers than any caller needs;
 * the web server counts their bytes alone.
 *
 * <p>It is one listener for both, because of several the web server tells none.
 */
final class RequestHead implements Http1ConnectionListener {
  static final int MOST_HEADERS = 100;

  private static final Status TOO_LARGE = Status.create(431, "Request Header Fields Too Large");

  private final SlowClients slow;

  RequestHead(SlowClients slow) {
    this.slow = slow;
  }

  @Override
  public void prologue(ConnectionContext connection, HttpPrologue prologue) {
    slow.begun();
  }

  @Override
  public void headers(ConnectionContext connection, Headers headers) {
    int count = 0;
    for (Header header : headers) {
      count += header.valueCount();
    }
    if (count > MOST_HEADERS) {
      throw RequestException.builder()
          .type(DirectHandler.EventType.BAD_REQUEST)
          .status(TOO_LARGE)
          .message("too many headers")
          .setKeepAlive(false)
          .build();
    }
  }
}
