package dev.postrider.receiver;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/** SHA-256, which every JDK has. */
final class Hash {
  private Hash() {}

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
