package dev.postrider.directory;

import org.jspecify.annotations.Nullable;

/**
 * By what an endpoint's requests prove themselves to its receiver, beside their signatures. Nothing
 * here shows a secret when printed.
 *
 * @param certificate what they show to a receiver that demands one; null for nothing
 * @param trusted certificates in PEM, by one of which, and by no other, the receiver's must be
 *     vouched for; null for those that are trusted for all
 * @param messageSignatures whether they are signed as RFC 9421 says, with the endpoint's secrets
 */
public record Authentication(
    Proof proof,
    @Nullable ClientCertificate certificate,
    @Nullable String trusted,
    boolean messageSignatures) {
  public static final Authentication NONE = new Authentication(new Proof.None());

  /** A proof alone. */
  public Authentication(Proof proof) {
    this(proof, null, null, false);
  }

  /** What a request brings in a header to be let in. */
  public sealed interface Proof {

    record None() implements Proof {}

    /** HTTP Basic (RFC 7617), in UTF-8. */
    record Basic(String username, String password) implements Proof {
      @Override
      public String toString() {
        return "Basic[***]";
      }
    }

    /** A bearer token (RFC 6750) that does not change. */
    record Bearer(String token) implements Proof {
      @Override
      public String toString() {
        return "Bearer[***]";
      }
    }

    /** A key in a header that the receiver names. */
    record ApiKey(String header, String value) implements Proof {
      @Override
      public String toString() {
        return "ApiKey[" + header + ": ***]";
      }
    }

    /**
     * An access token that is fetched as it is needed: OAuth 2.0 client credentials (RFC 6749,
     * section 4.4).
     *
     * @param inBody whether the client's name and secret stand in the body of the token request and
     *     not in its {@code Authorization}
     * @param scope what is asked for, separated by blanks; empty for whatever there is
     * @param audience whom the token is for, where the token endpoint wants to know it
     */
    record OAuth2(
        String tokenUrl,
        String clientId,
        String clientSecret,
        boolean inBody,
        String scope,
        @Nullable String audience)
        implements Proof {
      @Override
      public String toString() {
        return "OAuth2[***]";
      }
    }
  }
}
