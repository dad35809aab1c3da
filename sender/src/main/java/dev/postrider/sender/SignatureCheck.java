package dev.postrider.sender;

import dev.postrider.directory.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver does with a signed request: says whether it is genuine and fresh (Standard
 * Webhooks 1.0).
 */
public final class SignatureCheck {

  /** What the check found. */
  public sealed interface Finding {

    record Genuine() implements Finding {}

    record Refused(String reason) implements Finding {}
  }

  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private SignatureCheck() {}

  /**
   * Checks one request.
   *
   * @param header the value of a header by its lower-case name; empty when it is missing
   * @param secret {@code whsec_…}, {@code whsk_…}, or {@code whpk_…}
   */
  public static Finding check(
      Function<String, Optional<String>> header, byte[] body, String secret, Instant now) {
    String names = header.apply("webhook-id").isPresent() ? "webhook-" : "svix-";
    String id = header.apply(names + "id").orElse("");
    String timestamp = header.apply(names + "timestamp").orElse("");
    String signatures = header.apply(names + "signature").orElse("");
    if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
      return new Finding.Refused("a header is missing");
    }
    if (!fresh(timestamp, now)) {
      return new Finding.Refused("the timestamp is not within five minutes of now");
    }
    byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    for (String signature : signatures.split(" ", -1)) {
      if (matches(signature, secret, head, body)) {
        return new Finding.Genuine();
      }
    }
    return new Finding.Refused("no signature matches");
  }

  private static boolean fresh(String timestamp, Instant now) {
    try {
      Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
      return Duration.between(sent, now).abs().compareTo(TOLERANCE) <= 0;
    } catch (NumberFormatException | ArithmeticException | java.time.DateTimeException notATime) {
      return false;
    }
  }

  private static boolean matches(String signature, String secret, byte[] head, byte[] body) {
    int comma = signature.indexOf(',');
    if (comma < 0) {
      return false;
    }
    try {
      byte[] given = Base64.getDecoder().decode(signature.substring(comma + 1));
      return switch (signature.substring(0, comma)) {
        case "v1" ->
            SigningKey.parse(secret) instanceof SigningKey.Hmac(var key)
                && hmac(key, given, head, body);
        case "v1a" -> {
          PublicKey key = publicKey(secret);
          yield key != null && ed25519(key, given, head, body);
        }
        default -> false;
      };
    } catch (IllegalArgumentException | GeneralSecurityException unreadable) {
      return false;
    }
  }

  private static boolean hmac(SecretKey key, byte[] given, byte[] head, byte[] body)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(key);
    mac.update(head);
    return MessageDigest.isEqual(mac.doFinal(body), given);
  }

  private static boolean ed25519(PublicKey key, byte[] given, byte[] head, byte[] body)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(key);
    verifier.update(head);
    verifier.update(body);
    return verifier.verify(given);
  }

  private static @Nullable PublicKey publicKey(String secret) {
    return SigningKey.parse(secret) instanceof SigningKey.Ed25519(_, var half)
        ? half
        : SigningKey.parsePublic(secret).orElse(null);
  }
}
