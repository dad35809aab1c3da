package dev.postrider.api.http;

import io.helidon.webserver.http.ServerRequest;

/** Stands before all paths of an API and may turn a request away, whatever it asks for. */
@FunctionalInterface
public interface Gate {
  /** Lets everybody in. */
  Gate OPEN = _ -> {};

  /**
   * Returns when the request may go on.
   *
   * @throws Refusal when it may not
   */
  void enter(ServerRequest request);
}
