package dev.postrider.receiver;

import dev.postrider.receiver.Verification.Reason;
import dev.postrider.receiver.Verification.Rejected;
import dev.postrider.receiver.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/** Verifies signatures of Standard Webhooks 1.0. */
final class SignedVerifier implements WebhookVerifier {
  private static final int LONGEST_ID = 256;
  private static final int LONGEST_TIME = 12;

  /** Ten old keys and the current one of each kind make less than half of it. */
  private static final int LONGEST_SIGNATURES = 4 * 1024;

  private static final int MOST_SECRETS = 32;

  private final List<VerificationKey> keys;
  private final Duration tolerance;
  private final InstantSource clock;

  SignedVerifier(Collection<String> secrets, Duration tolerance, InstantSource clock) {
    if (secrets.isEmpty() || secrets.size() > MOST_SECRETS) {
      throw new IllegalArgumentException("secrets: 1 to " + MOST_SECRETS);
    }
    if (tolerance.isNegative()) {
      throw new IllegalArgumentException("the tolerance: not below zero");
    }
    this.keys = secrets.stream().map(VerificationKey::of).toList();
    this.tolerance = tolerance;
    this.clock = clock;
  }

  /** The three headers of one family. */
  private record Family(List<String> id, List<String> time, List<String> signatures) {
    private static Family of(String prefix, RequestHeaders headers) {
      return new Family(
          headers.all(prefix + "-id"),
          headers.all(prefix + "-timestamp"),
          headers.all(prefix + "-signature"));
    }

    private boolean whole() {
      return !id.isEmpty() && !time.isEmpty() && !signatures.isEmpty();
    }

    /**
     * What is there twice may have been added by somebody else, and nobody knows which is which.
     */
    private boolean single() {
      return id.size() == 1 && time.size() == 1 && signatures.size() == 1;
    }
  }

  @Override
  public Verification verify(RequestHeaders headers, byte[] body) {
    Family family = Family.of("webhook", headers);
    if (!family.whole()) {
      family = Family.of("svix", headers);
    }
    if (!family.whole()) {
      return new Rejected(Reason.MISSING_HEADERS);
    }
    if (!family.single()) {
      return new Rejected(Reason.MALFORMED_HEADERS);
    }
    String id = family.id.getFirst();
    String time = family.time.getFirst();
    String signatures = family.signatures.getFirst();
    if (!isId(id)
        || !digits(time)
        || signatures.isEmpty()
        || signatures.length() > LONGEST_SIGNATURES) {
      return new Rejected(Reason.MALFORMED_HEADERS);
    }
    // The signature comes first: the time of a request that nobody has signed means nothing.
    return signed(id, time, signatures, body)
        ? timely(id, time)
        : new Rejected(Reason.WRONG_SIGNATURE);
  }

  private boolean signed(String id, String time, String signatures, byte[] body) {
    byte[] head = (id + "." + time + ".").getBytes(StandardCharsets.US_ASCII);
    List<String> given = List.of(signatures.strip().split(" +"));
    for (VerificationKey key : keys) {
      if (key.signed(head, body, given)) {
        return true;
      }
    }
    return false;
  }

  private Verification timely(String id, String time) {
    Instant signed = Instant.ofEpochSecond(Long.parseLong(time));
    Instant now = clock.instant();
    if (signed.isBefore(now.minus(tolerance))) {
      return new Rejected(Reason.TOO_OLD);
    }
    if (signed.isAfter(now.plus(tolerance))) {
      return new Rejected(Reason.TOO_NEW);
    }
    return new Verified(id);
  }

  /**
   * A dot ends the id in what is signed. With one in it, the same signature would be right for an
   * id that has taken the time in, and a body that has lost its beginning to the time.
   */
  private static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_ID
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '.');
  }

  private static boolean digits(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_TIME
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
