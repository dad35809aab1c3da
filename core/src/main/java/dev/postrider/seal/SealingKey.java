package dev.postrider.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals with AES-256-GCM, as the JDK has it. What is sealed begins with a byte for the version of
 * its form and the number of its key; a nonce of 12 bytes, the ciphertext and its tag follow. Form,
 * number and place are authenticated with it. Safe for use by many threads.
 *
 * <p>Nonces are random, so a key may seal {@link #MOST} times: then two of them are the same with a
 * probability of less than 2^-32 (NIST SP 800-38D, 8.3).
 */
public final class SealingKey {
  /** How often a key may seal. */
  public static final long MOST = 1L << 32;

  /** So much longer than what is in it is what is sealed. */
  public static final int OVERHEAD = 33;

  static final int KEY_BYTES = 32;

  private static final byte FORM = 1;
  private static final int HEAD_BYTES = 5;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String CIPHER = "AES/GCM/NoPadding";

  private final int number;
  private final SecretKey key;

  /** The bytes are copied. */
  public SealingKey(int number, byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key has 32 bytes, not " + key.length);
    }
    this.number = number;
    this.key = new SecretKeySpec(key, "AES");
  }

  /** A new key of this number. */
  public static SealingKey make(int number, RandomGenerator random) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return new SealingKey(number, key);
  }

  public int number() {
    return number;
  }

  /** Seals for this place; {@code random} is unpredictable, and the same for nobody else. */
  public byte[] seal(byte[] plain, Place place, RandomGenerator random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = new byte[plain.length + OVERHEAD];
    ByteBuffer.wrap(sealed).put(FORM).putInt(number).put(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, sealed, place);
      cipher.doFinal(plain, 0, plain.length, sealed, HEAD_BYTES + NONCE_BYTES);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is not to be had", e);
    }
  }

  /** What was sealed by this key for this place. */
  public byte[] open(byte[] sealed, Place place) {
    if (numberOf(sealed) != number) {
      throw new DoesNotOpen(place + " was sealed by another key");
    }
    try {
      int head = HEAD_BYTES + NONCE_BYTES;
      return cipher(Cipher.DECRYPT_MODE, sealed, place).doFinal(sealed, head, sealed.length - head);
    } catch (GeneralSecurityException _) {
      throw new DoesNotOpen(
          place + " does not open: it was sealed for another row, or has been changed");
    }
  }

  private Cipher cipher(int mode, byte[] sealed, Place place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, sealed, HEAD_BYTES, NONCE_BYTES));
    cipher.updateAAD(sealed, 0, HEAD_BYTES);
    cipher.updateAAD(place.bytes());
    return cipher;
  }

  /** The number of the key that has sealed this. */
  public static int numberOf(byte[] sealed) {
    if (sealed.length < OVERHEAD || sealed[0] != FORM) {
      throw new DoesNotOpen("what is stored has not the form of something sealed");
    }
    return ByteBuffer.wrap(sealed).getInt(1);
  }

  /** This key, sealed by another. */
  public byte[] sealedBy(SealingKey other, Place place, RandomGenerator random) {
    return other.seal(key.getEncoded(), place, random);
  }

  /** Its bytes, for who keeps it. */
  byte[] bytes() {
    return key.getEncoded();
  }

  @Override
  public String toString() {
    return "SealingKey[%08x]".formatted(number);
  }
}
