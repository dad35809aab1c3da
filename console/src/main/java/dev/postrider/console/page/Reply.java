package dev.postrider.console.page;

import dev.postrider.message.Payload;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/**
 * What goes back to a browser: a page, or where to look instead.
 *
 * @param location empty for a page
 * @param cookie to be kept by the browser; empty for none
 */
record Reply(int status, Payload html, Optional<String> location, Optional<String> cookie) {
  static Reply page(int status, byte[] html) {
    return new Reply(status, Payload.of(html), Optional.empty(), Optional.empty());
  }

  static Reply elsewhere(String path) {
    return new Reply(
        Status.SEE_OTHER_303.code(), Payload.EMPTY, Optional.of(path), Optional.empty());
  }

  Reply with(String someCookie) {
    return new Reply(status, html, location, Optional.of(someCookie));
  }

  void send(ServerResponse response, Renderer renderer) {
    response.status(Status.create(status));
    cookie.ifPresent(one -> response.header(HeaderNames.SET_COOKIE, one));
    if (location.isPresent()) {
      response.header(HeaderNames.LOCATION, location.get()).send();
    } else {
      renderer.allow(response);
      response.send(html.bytes());
    }
  }
}
