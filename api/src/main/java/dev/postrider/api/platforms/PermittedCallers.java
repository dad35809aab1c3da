package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Handler;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Credential;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Routes;

/**
 * Lets nobody through but credentials that have a permission.
 *
 * @param permission what a credential whose permissions are limited needs
 */
record PermittedCallers(Directory directory, SignIn signIn, String permission) {

  /** What is done for a caller that is known, as its application with the endpoints. */
  @FunctionalInterface
  interface Known {
    Answer handle(Routes caller, Request request);
  }

  Handler known(Known handler) {
    return request -> handler.handle(caller(request), request);
  }

  private Routes caller(Request request) {
    Credential credential = signIn.credential(request);
    if (!credential.may(permission)) {
      throw Refusal.forbidden("No Permission"); // C-17
    }
    return directory
        .routes(credential.application())
        .orElseThrow(() -> Refusal.unauthenticated("Invalid credential"));
  }
}
