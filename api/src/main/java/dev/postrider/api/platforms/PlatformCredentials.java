package dev.postrider.api.platforms;

import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Credential;
import dev.postrider.directory.Directory;
import dev.postrider.directory.SecretHash;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds the credentials of one platform by what their holders show. They are looked up every time,
 * so that a token ends with its credential.
 */
record PlatformCredentials(Directory directory, Grants grants, String platform) {
  /** Twice the longest secret that there is: what is longer is not worth its hash. */
  private static final int LONGEST_KEY = 512;

  /** Whoever knows a name and its secret. */
  Optional<Credential> withSecret(String name, String secret) {
    return Rule.CREDENTIAL_NAME.problem(name) == null
        ? directory
            .credential(platform, name)
            .filter(credential -> credential.secret().matches(secret))
        : Optional.empty();
  }

  /** Whoever shows the secret alone, wherever in a request it stands; 401 for others. */
  Credential withKey(Optional<String> key) {
    return key.filter(shown -> shown.length() <= LONGEST_KEY)
        .flatMap(shown -> directory.credentialBySecret(platform, SecretHash.of(shown)))
        .orElseThrow(() -> Refusal.unauthenticated("Nobody is known by this key"));
  }

  /** Whoever sends a token with his call; 401 for others. */
  Credential withToken(Request request) {
    return granted(grants.grant(request.authorization()));
  }

  /** Whoever gives a token back for new ones; 401 for others. */
  Credential withRefreshToken(String token) {
    return granted(grants.refreshed(token));
  }

  /** A token for the credential's holder. */
  String token(Credential credential, Grants.Use use, Duration validity) {
    return grants.token(Grant.to(credential), use, validity);
  }

  private Credential granted(Grant grant) {
    return Optional.of(grant)
        .filter(given -> given.platform().equals(platform))
        .flatMap(given -> directory.credential(platform, given.name()))
        .filter(known -> Grant.to(known).equals(grant))
        .orElseThrow(() -> Refusal.unauthenticated("Invalid token"));
  }
}
