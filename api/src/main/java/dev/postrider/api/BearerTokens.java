package dev.postrider.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postrider.api.Tokens.Bearer;
import dev.postrider.api.http.Callers;
import dev.postrider.api.http.Refusal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Knows callers by their bearer token. What was verified once is remembered under the token's hash,
 * so that memory holds no token; the times are looked at every time. Safe for use by many threads.
 */
final class BearerTokens implements Callers {
  private static final String SCHEME = "Bearer ";
  private static final int MOST_REMEMBERED = 10_000;

  private final Cache<BigInteger, Bearer> verified =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).executor(Runnable::run).build();
  private final Tokens tokens;
  private final InstantSource clock;

  BearerTokens(Tokens tokens, InstantSource clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public String organisation(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        || authorization.length() > Tokens.LONGEST + SCHEME.length()) {
      throw Refusal.unauthenticated("Invalid token");
    }
    return switch (bearer(authorization.substring(SCHEME.length()).strip())) {
      case Bearer.Organisation organisation when organisation.at(clock.instant()) ->
          organisation.id();
      case Bearer.Organisation _ -> throw Refusal.unauthenticated("Invalid token");
      case Bearer.Portal() -> throw Refusal.forbidden();
    };
  }

  private Bearer bearer(String token) {
    BigInteger hash = hash(token);
    Bearer known = verified.getIfPresent(hash);
    if (known == null) {
      known = tokens.read(token).orElseThrow(() -> stranger(token));
      verified.put(hash, known);
    }
    return known;
  }

  private Refusal stranger(String token) {
    return Refusal.unauthenticated(
        tokens.isSecret(token)
            ? "Invalid token: this is the JWT secret; send a token that is signed with it"
            : "Invalid token");
  }

  private static BigInteger hash(String token) {
    try {
      return new BigInteger(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
