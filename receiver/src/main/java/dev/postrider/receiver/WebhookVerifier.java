package dev.postrider.receiver;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/**
 * Tells whether a webhook comes from whoever knows the secret, unchanged and just now. Safe for use
 * by many threads.
 *
 * <p>Whatever is in a request, the answer is a {@link Verification} and no exception; what is wrong
 * with a secret of one's own is told at once.
 *
 * <pre>{@code
 * WebhookVerifier verifier = WebhookVerifier.signed("whsec_…");
 * switch (verifier.verify(RequestHeaders.of(exchange.getRequestHeaders()), body)) {
 *   case Verified(String id) -> store(id, body);
 *   case Rejected(Reason reason) -> answer(401);
 * }
 * }</pre>
 */
@FunctionalInterface
public interface WebhookVerifier {

  /** How far from now a signature's time may be, when nothing else is said. */
  Duration TOLERANCE = Duration.ofMinutes(5);

  /**
   * Looks at a request.
   *
   * @param body the bytes as they came: one that was parsed and written again is another
   */
  Verification verify(RequestHeaders headers, byte[] body);

  /**
   * Verifies signatures of Standard Webhooks 1.0, whether the headers are {@code webhook-*} or
   * {@code svix-*}. One valid signature by one of the secrets is enough, so that secrets can be
   * changed without a gap.
   *
   * @param secrets {@code whsec_} and base64 of a secret that both sides know (HMAC-SHA256,
   *     signatures {@code v1}; the prefix may be missing), or {@code whpk_} and base64 of the
   *     sender's public key (ed25519, signatures {@code v1a})
   * @throws IllegalArgumentException when there is no secret, or one cannot be read
   */
  static WebhookVerifier signed(String... secrets) {
    return signed(List.of(secrets), TOLERANCE, InstantSource.system());
  }

  /** The same with a tolerance and a clock of one's own. */
  static WebhookVerifier signed(
      Collection<String> secrets, Duration tolerance, InstantSource clock) {
    return new SignedVerifier(secrets, tolerance, clock);
  }

  /**
   * Verifies the name and password of Basic authentication (RFC 7617), in UTF-8. It says nothing of
   * the body and the time, so it is worth no more than the connection's encryption.
   *
   * @throws IllegalArgumentException when the name is empty or has a colon, which would end it, or
   *     the password is empty
   */
  static WebhookVerifier basic(String user, String password) {
    return new BasicVerifier(user, password);
  }
}
