package dev.postrider.api;

import dev.postrider.api.http.Caller;
import dev.postrider.api.http.Capability;
import dev.postrider.api.platforms.Grant;
import dev.postrider.api.platforms.Grants;
import dev.postrider.api.portal.PortalGrant;
import dev.postrider.directory.PortalSession;
import dev.postrider.message.ApplicationId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes and reads bearer tokens: JSON Web Tokens (RFC 7519) signed with HS256 and nothing else, so
 * that no header of a token decides how it is checked. Safe for use by many threads; its {@code
 * toString} shows nothing.
 */
public final class Tokens {
  /** The organisation of whoever asks for no other; the one that Svix mints for. */
  public static final String DEFAULT_ORGANISATION = "org_23rb8YdGqMT0qIzpgGwdXfHirMu";

  static final int LONGEST = 4_096;
  private static final int SHORTEST_SECRET = 32;
  private static final int LONGEST_SUBJECT = 256;
  private static final String ORGANISATION = "org_";
  private static final String PLATFORM = "platform";
  private static final String PORTAL = "org";
  private static final String REFRESH = "refresh";
  private static final Duration SKEW = Duration.ofMinutes(1);
  private static final String HMAC = "HmacSHA256";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
  private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .build();

  /** When a token counts: until then, exclusive. */
  record Validity(Instant from, Instant until) {
    boolean at(Instant now) {
      return !now.isBefore(from) && now.isBefore(until);
    }
  }

  /** Whom a token speaks for. */
  sealed interface Bearer {
    /** The organisation, at this API. */
    record Organisation(Caller.Organisation caller, Validity validity) implements Bearer {}

    /** A credential, at the API of its platform. */
    record Credential(Grant grant, Grants.Use use, Validity validity) implements Bearer {}

    /** One application of it, through the portal, as long as its session lasts. */
    record Portal(PortalGrant grant, Validity validity) implements Bearer {}
  }

  private final SecretKeySpec key;
  private final byte[] secret;
  private final InstantSource clock;

  /**
   * Signs and verifies with this secret.
   *
   * @throws IllegalArgumentException when the secret is too short to be one
   */
  public Tokens(String secret, InstantSource clock) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    if (this.secret.length < SHORTEST_SECRET) {
      throw new IllegalArgumentException(
          "JWT secret: at least " + SHORTEST_SECRET + " bytes, not " + this.secret.length);
    }
    this.key = new SecretKeySpec(this.secret, HMAC);
    this.clock = clock;
  }

  /** A token that speaks for the organisation from now on for so long. */
  public String mint(String organisation, Duration validity) {
    if (!plausible(organisation)) {
      throw new IllegalArgumentException(
          "organisation: " + ORGANISATION + " and letters, digits, - _ . up to 256 characters");
    }
    return mint(JSON.createObjectNode().put("sub", organisation), validity);
  }

  /** A token that speaks for a credential. Its subject is no organisation, and opens none. */
  String mint(Grant grant, Grants.Use use, Duration validity) {
    ObjectNode claims =
        JSON.createObjectNode()
            .put("sub", grant.application().toString())
            .put(PLATFORM, grant.platform())
            .put("credential", grant.name())
            .put("since", ChronoUnit.MICROS.between(Instant.EPOCH, grant.since()));
    if (use == Grants.Use.REFRESH) {
      claims.put(REFRESH, true);
    }
    return mint(claims, validity);
  }

  /** A token for the portal of an application. */
  String mint(PortalGrant grant, Duration validity) {
    ObjectNode claims =
        JSON.createObjectNode()
            .put("sub", grant.application().toString())
            .put(PORTAL, grant.organisation())
            .put("sid", grant.session().toString());
    grant.capabilities().stream()
        .map(Capability::word)
        .sorted()
        .forEach(claims.putArray("capabilities")::add);
    grant.featureFlags().stream().sorted().forEach(claims.putArray("feature_flags")::add);
    return mint(claims, validity);
  }

  private String mint(ObjectNode claims, Duration validity) {
    if (!validity.isPositive()) {
      throw new IllegalArgumentException("validity: more than nothing, not " + validity);
    }
    long now = clock.instant().getEpochSecond();
    claims.put("iss", "postrider").put("iat", now).put("nbf", now);
    claims.put("exp", now + Math.max(1, validity.toSeconds()));
    String signed = HEADER + "." + encode(claims.toString());
    return signed + "." + ENCODER.encodeToString(sign(signed));
  }

  /**
   * Reads a token whose signature is ours; empty for any other. Its times are the caller's to
   * check.
   */
  Optional<Bearer> read(String token) {
    int first = token.indexOf('.');
    int last = token.lastIndexOf('.');
    if (token.length() > LONGEST
        || first < 1
        || last == first
        || token.indexOf('.', first + 1) != last) {
      return Optional.empty();
    }
    try {
      byte[] signature = DECODER.decode(token.substring(last + 1));
      if (!MessageDigest.isEqual(sign(token.substring(0, last)), signature)) {
        return Optional.empty();
      }
      JsonNode header = JSON.readTree(DECODER.decode(token.substring(0, first)));
      return "HS256".equals(header.path("alg").asString("")) && !header.has("crit")
          ? bearer(JSON.readTree(DECODER.decode(token.substring(first + 1, last))))
          : Optional.empty();
    } catch (IllegalArgumentException | JacksonException malformed) {
      return Optional.empty();
    }
  }

  /** True when somebody sent the secret itself instead of a token made with it. */
  boolean isSecret(String token) {
    return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), secret);
  }

  @Override
  public String toString() {
    return "Tokens[***]";
  }

  private static Optional<Bearer> bearer(JsonNode claims) {
    String subject = claims.path("sub").asString("");
    JsonNode expires = claims.path("exp");
    if (!expires.isNumber() || (claims.has("nbf") && !claims.path("nbf").isNumber())) {
      return Optional.empty();
    }
    Validity validity =
        new Validity(
            Instant.ofEpochSecond(seconds(claims.path("nbf"))).minus(SKEW),
            Instant.ofEpochSecond(seconds(expires)));
    if (claims.has(PORTAL)) {
      return portal(claims).map(grant -> new Bearer.Portal(grant, validity));
    }
    if (claims.has(PLATFORM)) {
      Grants.Use use = claims.has(REFRESH) ? Grants.Use.REFRESH : Grants.Use.CALLS;
      return grant(claims).map(grant -> new Bearer.Credential(grant, use, validity));
    }
    return plausible(subject)
        ? Optional.of(new Bearer.Organisation(new Caller.Organisation(subject), validity))
        : Optional.empty();
  }

  /** A token without a session could not be ended, so it is none. */
  private static Optional<PortalGrant> portal(JsonNode claims) {
    return PortalSession.Id.parse(claims.path("sid").asString(""))
        .flatMap(session ->
            ApplicationId.parse(claims.path("sub").asString(""))
                .map(application ->
                    new PortalGrant(
                        session,
                        application,
                        claims.path(PORTAL).asString(""),
                        texts(claims, "capabilities")
                            .flatMap(word -> Capability.of(word).stream())
                            .collect(Collectors.toSet()),
                        texts(claims, "feature_flags").collect(Collectors.toSet()))));
  }

  private static Stream<String> texts(JsonNode claims, String name) {
    return claims.path(name).valueStream().map(text -> text.asString(""));
  }

  private static Optional<Grant> grant(JsonNode claims) {
    return ApplicationId.parse(claims.path("sub").asString(""))
        .map(application ->
            new Grant(
                application,
                claims.path(PLATFORM).asString(""),
                claims.path("credential").asString(""),
                Instant.EPOCH.plus(claims.path("since").asLong(0), ChronoUnit.MICROS)));
  }

  /** A NumericDate, within the years that an {@link Instant} can hold. */
  private static long seconds(JsonNode number) {
    double bound = 1e11;
    return (long) Math.clamp(number.asDouble(60), 60, bound);
  }

  private static boolean plausible(String organisation) {
    return organisation.startsWith(ORGANISATION)
        && organisation.length() > ORGANISATION.length()
        && organisation.length() <= LONGEST_SUBJECT
        && organisation.chars().allMatch(c -> c == '-' || c == '_' || c == '.' || letterOrDigit(c));
  }

  private static boolean letterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private byte[] sign(String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("the key was good when it was made", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HMAC-SHA256", e);
    }
  }

  private static String encode(String json) {
    return ENCODER.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
