package dev.postrider.seal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Seals the keys that seal data, and is not where they are. Its number is computed from it, so that
 * it is known again wherever it was kept.
 *
 * @param text 32 bytes in base64, in the alphabet of URLs and without padding
 */
public record MasterKey(String text, SealingKey key) {

  /** A new one; {@code random} is the source of its security. */
  public static MasterKey make(RandomGenerator random) {
    return of(SealingKey.make(0, random).bytes());
  }

  /** Reads one in either alphabet of base64; empty when the text is none. */
  public static Optional<MasterKey> parse(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
      return bytes.length == SealingKey.KEY_BYTES ? Optional.of(of(bytes)) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static MasterKey of(byte[] bytes) {
    return new MasterKey(
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
        new SealingKey(numberOf(bytes), bytes));
  }

  private static int numberOf(byte[] bytes) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).getInt();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  public int number() {
    return key.number();
  }

  /** What people call it; says nothing about it. */
  public String name() {
    return name(number());
  }

  /** What people call the one of this number. */
  public static String name(int number) {
    return "%08x".formatted(number);
  }

  @Override
  public String toString() {
    return "MasterKey[" + name() + "]";
  }
}
