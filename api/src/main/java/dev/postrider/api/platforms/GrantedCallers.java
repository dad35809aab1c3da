package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Handler;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Credential;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Routes;
import java.util.Optional;

/**
 * Lets nobody through but credentials of one platform that have its permission. The credential is
 * looked up every time, so that a token ends with it.
 *
 * @param permission what a credential whose permissions are limited needs
 */
record GrantedCallers(Directory directory, Grants grants, String platform, String permission) {

  /** What is done for a caller that is known, as its application with the endpoints. */
  @FunctionalInterface
  interface Known {
    Answer handle(Routes caller, Request request);
  }

  Handler known(Known handler) {
    return request -> handler.handle(caller(request), request);
  }

  private Routes caller(Request request) {
    Grant grant = grants.grant(request.authorization());
    Credential credential =
        Optional.of(grant)
            .filter(given -> given.platform().equals(platform))
            .flatMap(given -> directory.credential(platform, given.name()))
            .filter(known -> Grant.to(known).equals(grant))
            .orElseThrow(GrantedCallers::gone);
    if (!credential.may(permission)) {
      throw Refusal.forbidden();
    }
    return directory.routes(credential.application()).orElseThrow(GrantedCallers::gone);
  }

  private static Refusal gone() {
    return Refusal.unauthenticated("Invalid token");
  }
}
