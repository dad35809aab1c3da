package dev.postrider.receiver;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Signs webhooks as a platform does, by the library of Standard Webhooks. */
public final class Sender {
  public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final com.standardwebhooks.Webhook signer;
  private final InstantSource clock;

  public Sender(InstantSource clock) {
    this.clock = clock;
    try {
      this.signer = new com.standardwebhooks.Webhook(SECRET);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What verifies it, by the same clock. */
  public WebhookVerifier verifier() {
    return WebhookVerifier.signed(List.of(SECRET), WebhookVerifier.TOLERANCE, clock);
  }

  /** The headers of a webhook. */
  public Map<String, List<String>> headers(String id, String body) {
    long now = clock.instant().getEpochSecond();
    try {
      return Map.of(
          "Content-Type", List.of("application/json"),
          "Webhook-Id", List.of(id),
          "Webhook-Timestamp", List.of(Long.toString(now)),
          "Webhook-Signature", List.of(signer.sign(id, now, body)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Brings it to an inbox. */
  Receipt send(Inbox inbox, String id, String body) {
    return inbox.receive(RequestHeaders.of(headers(id, body)), stream(body));
  }

  static ByteArrayInputStream stream(String body) {
    return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
  }
}
