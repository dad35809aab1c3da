package dev.postrider.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postrider.api.Tokens.Bearer;
import dev.postrider.api.Tokens.Validity;
import dev.postrider.api.http.Caller;
import dev.postrider.api.http.Callers;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.platforms.Grant;
import dev.postrider.api.platforms.Grants;
import dev.postrider.api.portal.PortalGrant;
import dev.postrider.api.portal.PortalTokens;
import dev.postrider.directory.ApiKey;
import dev.postrider.directory.ApiKeyText;
import dev.postrider.directory.ApiKeys;
import dev.postrider.directory.FeatureFlags;
import dev.postrider.directory.PortalSessions;
import dev.postrider.directory.SecretHash;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows callers by their bearer token, which is a JWT of ours or a key. What was verified once is
 * remembered under the token's hash, so that memory holds no token; the times are looked at every
 * time. Safe for use by many threads.
 */
final class BearerTokens implements Callers, Grants, PortalTokens {
  private static final String SCHEME = "Bearer ";
  private static final int MOST_REMEMBERED = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Cache<BigInteger, Bearer> verified =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).executor(Runnable::run).build();
  private final Tokens tokens;
  private final ApiKeys keys;
  private final UnknownKeys unknown;
  private final PortalSessions sessions;
  private final InstantSource clock;

  BearerTokens(Tokens tokens, ApiKeys keys, PortalSessions sessions, InstantSource clock) {
    this.tokens = tokens;
    this.keys = keys;
    this.unknown = new UnknownKeys(keys, PATIENCE);
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public Caller caller(@Nullable String authorization) throws InterruptedException {
    String shown = shown(authorization);
    return ApiKeyText.isMeant(shown) ? key(shown) : caller(verified(shown));
  }

  /** What is no key is known by its checksum, so that it is not looked for in the database. */
  private Caller key(String shown) throws InterruptedException {
    SecretHash secret = SecretHash.of(shown);
    Instant now = clock.instant();
    Optional<ApiKey> found = keys.remembered(secret);
    if (found.isEmpty() && ApiKeyText.isWellFormed(shown)) {
      found = unknown.find(secret);
    }
    ApiKey key = found.filter(known -> known.live(now)).orElseThrow(BearerTokens::invalid);
    keys.used(key.id(), now);
    return new Caller.Key(key);
  }

  private Caller caller(Bearer bearer) {
    return switch (bearer) {
      case Bearer.Organisation(Caller.Organisation caller, Validity validity)
          when validity.at(clock.instant()) ->
          caller;
      case Bearer.Portal(PortalGrant grant, Validity validity) when validity.at(clock.instant()) ->
          portal(grant);
      case Bearer.Credential(_, _, Validity validity) when validity.at(clock.instant()) ->
          throw Refusal.forbidden();
      case Bearer.Organisation _, Bearer.Portal _, Bearer.Credential _ -> throw invalid();
    };
  }

  /** Its session is looked up every time, so that it ends at once. */
  private Caller portal(PortalGrant grant) {
    return sessions
        .find(grant.session())
        .filter(session -> session.application().id().equals(grant.application()))
        .filter(session -> session.application().organisation().equals(grant.organisation()))
        .map(session ->
            new Caller.Portal(session, grant.capabilities(), FeatureFlags.of(grant.featureFlags())))
        .orElseThrow(BearerTokens::invalid);
  }

  @Override
  public String token(PortalGrant grant, Duration validity) {
    return tokens.mint(grant, validity);
  }

  @Override
  public String token(Grant grant, Use use, Duration validity) {
    return tokens.mint(grant, use, validity);
  }

  @Override
  public Grant grant(@Nullable String authorization) {
    return grant(verified(shown(authorization)), Use.CALLS);
  }

  @Override
  public Grant refreshed(String token) {
    return grant(verified(token), Use.REFRESH);
  }

  private Grant grant(Bearer bearer, Use wanted) {
    return switch (bearer) {
      case Bearer.Credential(Grant grant, Use use, Validity validity)
          when use == wanted && validity.at(clock.instant()) ->
          grant;
      case Bearer.Credential _, Bearer.Organisation _, Bearer.Portal _ -> throw invalid();
    };
  }

  private static String shown(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        || authorization.length() > Tokens.LONGEST + SCHEME.length()) {
      throw invalid();
    }
    return authorization.substring(SCHEME.length()).strip();
  }

  private Bearer verified(String token) {
    BigInteger hash = hash(token);
    Bearer known = verified.getIfPresent(hash);
    if (known == null) {
      known = tokens.read(token).orElseThrow(() -> stranger(token));
      verified.put(hash, known);
    }
    return known;
  }

  private static Refusal invalid() {
    return Refusal.unauthenticated("Invalid token");
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
