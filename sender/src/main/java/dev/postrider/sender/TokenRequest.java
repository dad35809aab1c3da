package dev.postrider.sender;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postrider.directory.Authentication.Proof;
import dev.postrider.message.Payload;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;

/** Asks for an access token for client credentials (RFC 6749, section 4.4.2). */
final class TokenRequest {
  private TokenRequest() {}

  static Client.Call of(Proof.OAuth2 client, Target target, String userAgent) {
    Payload form = Payload.of(form(client));
    HttpHeaders head =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    head.set("Host", target.authority());
    head.set("User-Agent", userAgent);
    head.set("Accept", "application/json");
    head.set("Content-Type", "application/x-www-form-urlencoded");
    head.set("Content-Length", Integer.toString(form.size()));
    if (!client.inBody()) {
      // Encoded as in a form before it is encoded as Basic: section 2.3.1.
      String pair = encoded(client.clientId()) + ":" + encoded(client.clientSecret());
      head.set(EndpointHeaders.AUTHORIZATION, EndpointHeaders.basic(pair.getBytes(UTF_8)));
    }
    return Client.Call.post(Prepared.Place.Web.of(target, head, null), head, form);
  }

  private static String form(Proof.OAuth2 client) {
    List<String> members = new ArrayList<>();
    members.add("grant_type=client_credentials");
    if (client.inBody()) {
      members.add("client_id=" + encoded(client.clientId()));
      members.add("client_secret=" + encoded(client.clientSecret()));
    }
    if (!client.scope().isEmpty()) {
      members.add("scope=" + encoded(client.scope()));
    }
    if (client.audience() != null) {
      members.add("audience=" + encoded(client.audience()));
    }
    return String.join("&", members);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
