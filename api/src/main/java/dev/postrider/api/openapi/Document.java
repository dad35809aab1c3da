package dev.postrider.api.openapi;

import dev.postrider.api.http.SecurityHeaders;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Something to read that is the same for everybody: made once, and sent again only if changed. */
final class Document implements Handler {
  private static final Header NO_CACHE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");

  private final byte[] bytes;
  private final Header type;
  private final Header policy;
  private final Header tag;

  /**
   * @param policy what it may load and do in a browser, as a {@code Content-Security-Policy}
   */
  Document(byte[] bytes, String type, String policy) {
    this.bytes = bytes;
    this.type = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, type);
    this.policy = HeaderValues.createCached(HeaderNames.create("Content-Security-Policy"), policy);
    this.tag = HeaderValues.createCached(HeaderNames.ETAG, '"' + digest(bytes) + '"');
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    response.header(tag).header(NO_CACHE).header(SecurityHeaders.NO_REFERRER);
    if (request.headers().contains(HeaderNames.IF_NONE_MATCH)
        && request.headers().get(HeaderNames.IF_NONE_MATCH).values().contains(tag.get())) {
      response.status(Status.NOT_MODIFIED_304).send();
    } else if (request.prologue().method().equals(Method.HEAD)) {
      // The web server would send the bytes, and they would stand before the next answer.
      response.header(type).header(policy).contentLength(bytes.length);
      response.send();
    } else {
      response.header(type).header(policy).send(bytes);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] whole = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(whole, 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
