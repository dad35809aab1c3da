package dev.postrider.receiver;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that signatures are verified with. It shows itself nowhere. */
sealed interface VerificationKey {

  /** True when one of the signatures ({@code version,base64}) is by this key. */
  boolean signed(byte[] head, byte[] body, List<String> signatures);

  /**
   * Reads a secret.
   *
   * @throws IllegalArgumentException when it cannot be read; the text does not say what it is
   */
  static VerificationKey of(String secret) {
    if (secret.startsWith("whpk_")) {
      return new Ed25519(publicKey(decoded(secret.substring("whpk_".length()))));
    }
    if (secret.startsWith("whsk_")) {
      throw new IllegalArgumentException(
          "a secret that begins with whsk_ is the sender's own; verify with the whpk_ that belongs to it");
    }
    byte[] key =
        decoded(secret.startsWith("whsec_") ? secret.substring("whsec_".length()) : secret);
    if (key.length == 0) {
      throw new IllegalArgumentException("a secret is empty");
    }
    return new Hmac(new SecretKeySpec(key, "HmacSHA256"));
  }

  /** HMAC-SHA256, signatures {@code v1}. */
  final class Hmac implements VerificationKey {
    private static final String VERSION = "v1,";
    private final SecretKeySpec key;

    private Hmac(SecretKeySpec key) {
      this.key = key;
    }

    @Override
    public boolean signed(byte[] head, byte[] body, List<String> signatures) {
      byte[] expected =
          (VERSION + Base64.getEncoder().encodeToString(mac(head, body)))
              .getBytes(StandardCharsets.US_ASCII);
      boolean found = false;
      for (String signature : signatures) {
        // All of them are compared, each in constant time: how long it takes tells nothing.
        found |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.US_ASCII));
      }
      return found;
    }

    private byte[] mac(byte[] head, byte[] body) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        mac.update(head);
        return mac.doFinal(body);
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException("every JDK has HmacSHA256", impossible);
      }
    }
  }

  /** Ed25519 (RFC 8032), signatures {@code v1a}. */
  final class Ed25519 implements VerificationKey {
    private static final String VERSION = "v1a,";
    private static final int LENGTH = 64;

    /** Each costs a tenth of a millisecond, so a request does not get to choose how many. */
    private static final int MOST = 16;

    private final PublicKey key;

    private Ed25519(PublicKey key) {
      this.key = key;
    }

    @Override
    public boolean signed(byte[] head, byte[] body, List<String> signatures) {
      return signatures.stream()
          .filter(s -> s.startsWith(VERSION))
          .limit(MOST)
          .anyMatch(s -> verified(head, body, s.substring(VERSION.length())));
    }

    private boolean verified(byte[] head, byte[] body, String base64) {
      try {
        byte[] signature = Base64.getDecoder().decode(base64);
        if (signature.length != LENGTH) {
          return false;
        }
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(head);
        verifier.update(body);
        return verifier.verify(signature);
      } catch (IllegalArgumentException | SignatureException noSignature) {
        return false;
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException("every JDK has Ed25519", impossible);
      }
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // Without the cause, which quotes a character of the secret.
      throw new IllegalArgumentException("a secret is no base64");
    }
  }

  /** From the 32 bytes of RFC 8032, which the JDK reads within the form of RFC 8410. */
  private static PublicKey publicKey(byte[] point) {
    byte[] head = HexFormat.of().parseHex("302a300506032b6570032100");
    if (point.length != 32) {
      throw new IllegalArgumentException("a public key has 32 bytes, not " + point.length);
    }
    byte[] encoded = new byte[head.length + point.length];
    System.arraycopy(head, 0, encoded, 0, head.length);
    System.arraycopy(point, 0, encoded, head.length, point.length);
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a public key is none of ed25519", e);
    }
  }
}
