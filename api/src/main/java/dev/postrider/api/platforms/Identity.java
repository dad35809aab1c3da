package dev.postrider.api.platforms;

import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Credential;
import dev.postrider.directory.Directory;
import dev.postrider.directory.SecretHash;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the credential that a request is made with. It is looked up every time, so that whatever
 * opens an API ends with its credential.
 */
@FunctionalInterface
interface Identity {
  /** Far above the length of our secrets. */
  int LONGEST_SECRET = 256;

  /**
   * Empty when there is no such credential any more, or never was.
   *
   * @throws Refusal 401 when the request does not say who makes it
   */
  Optional<Credential> credential(Request request);

  /** By a token that was given for name and secret. */
  static Identity token(Directory directory, Grants grants, String platform) {
    return request -> {
      Grant grant = grants.grant(request.authorization());
      return Optional.of(grant)
          .filter(given -> given.platform().equals(platform))
          .flatMap(given -> directory.credential(platform, given.name()))
          .filter(known -> Grant.to(known).equals(grant));
    };
  }

  /** By the secret alone, wherever in a request it stands. */
  static Identity secret(
      Directory directory, String platform, Function<Request, Optional<String>> secret) {
    return request ->
        secret
            .apply(request)
            .filter(shown -> shown.length() <= LONGEST_SECRET)
            .flatMap(shown -> directory.credentialBySecret(platform, SecretHash.of(shown)));
  }
}
