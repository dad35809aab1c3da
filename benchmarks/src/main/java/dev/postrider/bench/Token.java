package dev.postrider.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the bearer token that a server with the same secret accepts: a JWT, HS256. */
final class Token {
  private static final String ORGANISATION = "org_23rb8YdGqMT0qIzpgGwdXfHirMu";
  private static final Duration LIFE = Duration.ofDays(1);

  private Token() {}

  static String of(String secret, InstantSource clock) {
    long now = clock.instant().getEpochSecond();
    String claims =
        "{\"iss\":\"svix-server\",\"sub\":\"%s\",\"iat\":%d,\"nbf\":%d,\"exp\":%d}"
            .formatted(ORGANISATION, now, now, now + LIFE.toSeconds());
    String signed = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + base64(claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HmacSHA256", e);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
