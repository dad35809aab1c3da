package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Handler;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.audit.Actor;
import dev.postrider.audit.Origin;
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
    return request -> {
      Credential credential = signIn.credential(request);
      Routes caller = caller(credential);
      return Origin.within(
          Signed.of(request, credential, caller), () -> handler.handle(caller, request));
    };
  }

  /** Where a change comes from, once it is known who has signed in. */
  private record Signed(String organisation, Actor actor, Origin request) implements Origin {

    static Signed of(Request request, Credential credential, Routes caller) {
      String name = credential.settings().name();
      return new Signed(
          caller.application().organisation(),
          new Actor(Actor.Kind.CREDENTIAL, credential.platform() + "/" + name, name),
          request);
    }

    @Override
    public String operation() {
      return request.operation();
    }

    @Override
    public String address() {
      return request.address();
    }
  }

  private Routes caller(Credential credential) {
    if (!credential.may(permission)) {
      throw Refusal.forbidden("No Permission"); // C-17
    }
    return directory
        .routes(credential.application())
        .orElseThrow(() -> Refusal.unauthenticated("Invalid credential"));
  }
}
