package dev.postrider.api.portal;

import dev.postrider.api.http.Request;
import dev.postrider.message.ApplicationId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a browser is sent with a token. The token stands behind {@code #}, which no browser sends
 * to any server, so that it is in nobody's log.
 *
 * @param scheme by which this server is called
 * @param page a page of the platform's own; null for that of this server, as the caller calls it
 */
record PortalLink(String scheme, @Nullable URI page) {

  /** Where this server has its own. */
  private static final String PATH = "/portal";

  String to(Request request, ApplicationId application, String token) {
    // Neither has a character that JSON would escape.
    String key = "{\"appId\":\"%s\",\"token\":\"%s\"}".formatted(application, token);
    String base = page == null ? scheme + "://" + request.authority() + PATH : page.toString();
    return base
        + "#key="
        + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.US_ASCII));
  }
}
