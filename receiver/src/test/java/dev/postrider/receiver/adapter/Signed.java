package dev.postrider.receiver.adapter;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A webhook as its sender makes it: an id, a body of any bytes, and the headers that vouch. */
final class Signed {
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final String id;
  private final byte[] body;

  Signed(String id, byte[] body) {
    this.id = id;
    this.body = body;
  }

  Signed(String id, String body) {
    this(id, body.getBytes(StandardCharsets.UTF_8));
  }

  byte[] body() {
    return body;
  }

  /** Lines of a request's head, signed now. */
  String headers() {
    return headers(Instant.now().getEpochSecond());
  }

  String headers(long time) {
    return "webhook-id: "
        + id
        + "\r\nwebhook-timestamp: "
        + time
        + "\r\nwebhook-signature: v1,"
        + signature(time)
        + "\r\n";
  }

  private String signature(long time) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(SECRET.substring("whsec_".length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + time + ".").getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
