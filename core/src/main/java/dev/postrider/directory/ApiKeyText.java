package dev.postrider.directory;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * The text of a key: {@code pr_live_}, 43 base-62 digits of 256 random bits, and 6 of their
 * checksum. So whoever searches code for secrets knows one for certain, and what was mistyped or
 * cut off is known without looking it up. The checksum is no secret and keeps nobody out.
 */
public final class ApiKeyText {
  public static final String PREFIX = "pr_live_";

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
  private static final int SECRET = 43;
  private static final int CHECKSUM = 6;
  private static final int LENGTH = PREFIX.length() + SECRET + CHECKSUM;
  private static final int SHOWN = PREFIX.length() + 4;

  private ApiKeyText() {}

  /** A new one; {@code random} is the source of its security. */
  public static String generate(RandomGenerator random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String secret = PREFIX + digits(new BigInteger(1, bytes), SECRET);
    return secret + checksum(secret);
  }

  /** True for what was meant as a key, well or badly written. */
  public static boolean isMeant(String text) {
    return text.startsWith(PREFIX);
  }

  /** True for what may be a key; whether it is one is known where keys are kept. */
  public static boolean isWellFormed(String text) {
    if (text.length() != LENGTH || !isMeant(text)) {
      return false;
    }
    for (int i = PREFIX.length(); i < LENGTH; i++) {
      if (DIGITS.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    int end = LENGTH - CHECKSUM;
    return checksum(text.substring(0, end)).equals(text.substring(end));
  }

  /** What may be shown of it: 232 bits stay unknown. */
  public static String hint(String text) {
    return text.substring(0, SHOWN);
  }

  private static String checksum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.US_ASCII));
    return digits(BigInteger.valueOf(sum.getValue()), CHECKSUM);
  }

  private static String digits(BigInteger number, int length) {
    StringBuilder text = new StringBuilder(length);
    BigInteger rest = number;
    for (int i = 0; i < length; i++) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      text.append(DIGITS.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    return text.reverse().toString();
  }
}
