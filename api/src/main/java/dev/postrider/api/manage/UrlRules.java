package dev.postrider.api.manage;

import dev.postrider.api.http.Fields;
import dev.postrider.directory.Authentication;
import dev.postrider.policy.PortSet;

/**
 * Which URLs the operator wants webhooks to have. What else is wrong with a URL says {@link
 * WebhookUrl}; what its host leads to is judged at each attempt.
 *
 * @param httpsOnly whether no other scheme is taken. Defaults to false
 * @param denyPorts ports that no URL may have. Defaults to {@link PortSet#NO_WEB_SERVERS}
 * @param tokens where access tokens may be fetched. Defaults to everywhere
 */
public record UrlRules(boolean httpsOnly, PortSet denyPorts, TokenUrls tokens) {
  public static final UrlRules STANDARD =
      new UrlRules(false, PortSet.NO_WEB_SERVERS, (_, _) -> true);

  /** Says whether an endpoint of this URL may have its access tokens fetched at the other. */
  @FunctionalInterface
  public interface TokenUrls {
    boolean permit(String tokenUrl, String url);
  }

  /** A URL that must be there and keep the rules; the fields hold what is wrong with it. */
  public String required(Fields fields, String name) {
    String url = fields.required(name, WebhookUrl.RULE);
    check(fields, name, url, httpsOnly);
    return url;
  }

  /** True when the endpoint may have what it has its access tokens fetched from, if anything. */
  public boolean permitTokens(Authentication authentication, String url) {
    return !(authentication.proof() instanceof Authentication.Proof.OAuth2 client)
        || tokens.permit(client.tokenUrl(), url);
  }

  /** Notes which rules a URL breaks that has no other problem; an empty one had. */
  void check(Fields fields, String name, String url, boolean https) {
    if (url.isEmpty()) {
      return;
    }
    if (https && !WebhookUrl.isHttps(url)) {
      fields.wrong(name, "must be https");
    }
    int port = WebhookUrl.port(url);
    if (denyPorts.contains(port)) {
      fields.wrong(name, "must not have the port " + port + ", which webhooks are not sent to");
    }
  }
}
