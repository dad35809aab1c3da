package dev.postrider.console.ask;

import dev.postrider.api.http.Incoming;
import io.helidon.common.uri.UriQuery;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A call of the API by a page.
 *
 * @param page what the browser asked for: it says where from, and how this server is called
 * @param query of the call, encoded; empty for none
 */
record PageCall(Incoming page, String token, String method, String path, UriQuery query)
    implements Incoming {

  @Override
  public String authority() {
    return page.authority();
  }

  @Override
  public InetAddress client() {
    return page.client();
  }

  @Override
  public Optional<String> header(HeaderName name) {
    return name.equals(HeaderNames.AUTHORIZATION)
        ? Optional.of("Bearer " + token)
        : Optional.empty();
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "PageCall[" + method + " " + path + "]";
  }
}
