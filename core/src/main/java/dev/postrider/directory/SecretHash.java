package dev.postrider.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is kept of a secret that only has to be recognised: its SHA-256 in hexadecimal. Neither salt
 * nor slowness is needed for what was made of more chance than can be guessed: the secrets that are
 * made here, and keys that were made by another machine. A password that a person chose is no such
 * secret.
 */
public record SecretHash(String hex) {

  /** What is kept of this secret. */
  public static SecretHash of(String secret) {
    try {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      return new SecretHash(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Tells whether it is this secret's, in a time that does not say how nearly it is. */
  public boolean matches(String secret) {
    return MessageDigest.isEqual(bytes(hex), bytes(of(secret).hex));
  }

  private static byte[] bytes(String hex) {
    return hex.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "SecretHash[***]";
  }
}
