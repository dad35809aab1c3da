package dev.postrider.api.http;

import io.helidon.common.uri.UriQuery;
import io.helidon.http.HeaderName;
import java.net.InetAddress;
import java.util.Optional;

/** What a request says beside its body: one that came over the wire, or one of our own pages'. */
public interface Incoming {

  String method();

  /** The path as it was written. */
  String path();

  UriQuery query();

  /** Host and port, as the caller calls this server. */
  String authority();

  /** The first value of a header. */
  Optional<String> header(HeaderName name);

  /** The address of the client. */
  InetAddress client();
}
