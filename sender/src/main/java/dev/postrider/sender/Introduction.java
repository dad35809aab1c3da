package dev.postrider.sender;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * By what this service says who it is.
 *
 * @param origin null when receivers are not asked for their permission
 */
record Introduction(String userAgent, @Nullable String origin) {
  static final AsciiString ORIGIN = AsciiString.cached("WebHook-Request-Origin");

  /** The head of a request to this target, as far as it is the same for all. */
  HttpHeaders head(Target target) {
    HttpHeaders head =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    head.set("Host", target.authority());
    head.set("User-Agent", userAgent);
    head.set("Accept", "*/*");
    if (origin != null) {
      head.set(ORIGIN, origin);
    }
    return head;
  }
}
