package dev.postrider.receiver;

import dev.postrider.receiver.Verification.Reason;
import dev.postrider.receiver.Verification.Rejected;
import dev.postrider.receiver.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;

/** Compares what Basic authentication says. */
final class BasicVerifier implements WebhookVerifier {
  private static final String SCHEME = "basic ";
  private static final int LONGEST = 8 * 1024;

  private final byte[] expected;

  BasicVerifier(String user, String password) {
    if (user.isEmpty() || user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("the user: not empty, and without a colon");
    }
    if (password.isEmpty()) {
      throw new IllegalArgumentException("the password: not empty");
    }
    this.expected = digest((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Verification verify(RequestHeaders headers, byte[] body) {
    List<String> values = headers.all("authorization");
    if (values.isEmpty()) {
      return new Rejected(Reason.MISSING_HEADERS);
    }
    String value = values.getFirst();
    if (values.size() > 1
        || value.length() > LONGEST
        || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return new Rejected(Reason.MALFORMED_HEADERS);
    }
    byte[] said;
    try {
      said = Base64.getDecoder().decode(value.substring(SCHEME.length()).strip());
    } catch (IllegalArgumentException noBase64) {
      return new Rejected(Reason.MALFORMED_HEADERS);
    }
    return MessageDigest.isEqual(expected, digest(said))
        ? new Verified(null)
        : new Rejected(Reason.WRONG_CREDENTIALS);
  }

  /** Of one length whatever was said, so that the comparison does not tell ours. */
  private static byte[] digest(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
