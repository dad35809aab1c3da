package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Handler;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Credential;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Routes;

/**
 * Lets nobody through but credentials of one platform that have its permission.
 *
 * @param identity of the platform's callers
 * @param permission what a credential whose permissions are limited needs
 */
record GrantedCallers(Directory directory, Identity identity, String permission) {

  /** What is done for a caller that is known, as its application with the endpoints. */
  @FunctionalInterface
  interface Known {
    Answer handle(Routes caller, Request request);
  }

  Handler known(Known handler) {
    return request -> handler.handle(caller(request), request);
  }

  private Routes caller(Request request) {
    Credential credential = identity.credential(request).orElseThrow(GrantedCallers::unknown);
    if (!credential.may(permission)) {
      throw Refusal.forbidden();
    }
    return directory.routes(credential.application()).orElseThrow(GrantedCallers::unknown);
  }

  private static Refusal unknown() {
    return Refusal.unauthenticated("Nobody is known by this token or key");
  }
}
