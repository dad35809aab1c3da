package dev.postrider.api.http;

import io.helidon.common.uri.UriQuery;
import io.helidon.http.HeaderName;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.util.Optional;

/** A request that came over the wire. */
public record WireRequest(ServerRequest http, ClientAddress clients) implements Incoming {
  @Override
  public String method() {
    return http.prologue().method().text();
  }

  @Override
  public String path() {
    return http.prologue().uriPath().rawPath();
  }

  @Override
  public UriQuery query() {
    return http.query();
  }

  @Override
  public String authority() {
    return http.authority();
  }

  @Override
  public Optional<String> header(HeaderName name) {
    return http.headers().first(name);
  }

  @Override
  public InetAddress client() {
    return clients.of(http);
  }
}
