package dev.postrider.api.platforms;

import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Application;
import dev.postrider.directory.Credential;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Routes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows Comm100's callers by a bearer token (C-12), or by e-mail address and API key, which then
 * have to say their site (C-13). A site is an application, by its uid or its id.
 */
record Comm100SignIn(Directory directory, PlatformCredentials credentials) implements SignIn {
  private static final String SITE = "siteId";

  @Override
  public Credential credential(Request request) {
    String shown = request.authorization();
    if (shown == null) {
      throw Refusal.unauthenticated(
          "Authorization is required: a bearer token, or Basic with e-mail address and API key");
    }
    String site = request.query().text(SITE, Rule.SAYABLE);
    if (BasicAuthorization.isMeant(shown)) {
      return at(site, withKey(shown));
    }
    Credential credential = credentials.withToken(request);
    return site == null ? credential : at(site, credential);
  }

  private Credential withKey(String shown) {
    return BasicAuthorization.parse(shown)
        .flatMap(basic -> credentials.withSecret(basic.user(), basic.password()))
        .orElseThrow(() -> Refusal.unauthenticated("Wrong e-mail address or API key"));
  }

  private Credential at(@Nullable String site, Credential credential) {
    if (site == null) {
      throw Refusal.unprocessable(Problem.missing(List.of("query", SITE)));
    }
    boolean own =
        directory
            .routes(credential.application())
            .map(Routes::application)
            .filter(application -> isSite(site, application))
            .isPresent();
    if (!own) {
      throw Refusal.unprocessable(
          Problem.value(List.of("query", SITE), "is not the site of these credentials"));
    }
    return credential;
  }

  private static boolean isSite(String site, Application application) {
    return site.equals(application.settings().uid()) || site.equals(application.id().toString());
  }
}
