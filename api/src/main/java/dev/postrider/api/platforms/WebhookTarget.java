package dev.postrider.api.platforms;

import dev.postrider.api.http.Fields;
import dev.postrider.api.manage.UrlRules;
import dev.postrider.api.manage.WebhookUrl;
import dev.postrider.directory.Endpoint;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an application's only webhook is, and how it is authenticated to. Its {@code toString}
 * shows nothing, because both may hold a password.
 *
 * @param authorization the value of the header of this name; null when none is wanted
 */
record WebhookTarget(String url, @Nullable String authorization) {
  private static final String AUTHORIZATION = "Authorization";

  /**
   * Reads the URL; after what the caller says about it, the fields hold what is wrong with it.
   *
   * @param other where in the body user and password stand, when they do not stand in the URL
   */
  static WebhookTarget read(
      Fields fields, UrlRules urls, String other, @Nullable String authorization) {
    String url = urls.required(fields, "url");
    if (url.indexOf('#') >= 0) {
      fields.wrong("url", "must not have a fragment, which is never sent");
    }
    if (authorization != null && WebhookUrl.user(url).isPresent()) {
      fields.wrong("url", "must not have user and password beside those in " + other);
    }
    fields.check();
    return new WebhookTarget(WebhookUrl.kept(url), authorization);
  }

  /** The header that an endpoint authenticates by, if it has one. */
  static Optional<String> authorization(Endpoint endpoint) {
    return endpoint.settings().headers().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(AUTHORIZATION))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  Map<String, String> headers() {
    return authorization == null ? Map.of() : Map.of(AUTHORIZATION, authorization);
  }

  /** The settings with this target, enabled; what else they say was said natively and stays. */
  Endpoint.Settings in(Endpoint.Settings old) {
    Map<String, String> headers = new HashMap<>(old.headers());
    headers.keySet().removeIf(AUTHORIZATION::equalsIgnoreCase);
    headers.putAll(headers());
    return old.withTarget(url, old.eventTypes()).withHeaders(headers).withDisabled(false);
  }

  @Override
  public String toString() {
    return "WebhookTarget[***]";
  }
}
