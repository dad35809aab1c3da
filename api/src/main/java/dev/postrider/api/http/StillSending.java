package dev.postrider.api.http;

import io.helidon.webserver.CloseConnectionException;

/** Ends a connection whose last request was answered before all of it had arrived. */
final class StillSending extends CloseConnectionException {
  private static final long serialVersionUID = 1L;

  StillSending() {
    super("the request was answered before it ended");
  }
}
