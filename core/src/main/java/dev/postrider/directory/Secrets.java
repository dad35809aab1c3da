package dev.postrider.directory;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes secrets, checks them, and shows what of them may be shown. */
public final class Secrets {
  static final String HMAC = "whsec_";
  static final String ED25519 = "whsk_";
  private static final String ED25519_PUBLIC = "whpk_";

  /** 192 bits, and base64 needs no padding. */
  private static final int NEW_KEY = 24;

  private Secrets() {}

  /** A new {@code whsec_} text; {@code random} is the source of its security. */
  public static String generate(RandomGenerator random) {
    byte[] key = new byte[NEW_KEY];
    random.nextBytes(key);
    return HMAC + Base64.getEncoder().encodeToString(key);
  }

  /** Says what is wrong with the text of a secret, without repeating it; empty when it can sign. */
  public static Optional<String> problem(String text) {
    return switch (SigningKey.parse(text)) {
      case SigningKey.Malformed(String problem) -> Optional.of(problem);
      case SigningKey.Hmac _, SigningKey.Ed25519 _ -> Optional.empty();
    };
  }

  /**
   * What the receiver verifies with: an HMAC secret as it is, of an ed25519 pair the public half as
   * {@code whpk_…}.
   */
  public static String publicForm(Secret secret) {
    String text = secret.text();
    if (!text.startsWith(ED25519)) {
      return text;
    }
    byte[] pair = Base64.getDecoder().decode(text.substring(ED25519.length()));
    return ED25519_PUBLIC + Base64.getEncoder().encodeToString(Arrays.copyOfRange(pair, 32, 64));
  }
}
