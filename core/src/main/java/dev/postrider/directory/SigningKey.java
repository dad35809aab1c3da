package dev.postrider.directory;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** What the text of a secret turned out to be. Nothing here shows the key when printed. */
public sealed interface SigningKey {

  /** Signs as {@code v1}: both sides hold the same key. */
  record Hmac(SecretKey key) implements SigningKey {
    @Override
    public String toString() {
      return "Hmac[***]";
    }
  }

  /** Signs as {@code v1a}: the receiver holds the public half only. */
  record Ed25519(PrivateKey key, PublicKey publicHalf) implements SigningKey {
    @Override
    public String toString() {
      return "Ed25519[***]";
    }
  }

  /** No secret. {@code problem} says why without repeating it. */
  record Malformed(String problem) implements SigningKey {}

  /**
   * Reads {@code whsec_…} (24 to 75 bytes) or {@code whsk_…} (32 bytes of seed, 32 of public key),
   * both in base64.
   */
  static SigningKey parse(String text) {
    if (text.startsWith(Secrets.HMAC)) {
      return hmac(decoded(text.substring(Secrets.HMAC.length())));
    }
    if (text.startsWith(Secrets.ED25519)) {
      return ed25519(decoded(text.substring(Secrets.ED25519.length())));
    }
    return new Malformed("must begin with " + Secrets.HMAC + " or " + Secrets.ED25519);
  }

  private static SigningKey hmac(byte[] bytes) {
    return bytes.length < 24 || bytes.length > 75
        ? new Malformed("after " + Secrets.HMAC + ": base64 of 24 to 75 bytes")
        : new Hmac(new SecretKeySpec(bytes, "HmacSHA256"));
  }

  private static SigningKey ed25519(byte[] bytes) {
    if (bytes.length != 64) {
      return new Malformed("after " + Secrets.ED25519 + ": base64 of 64 bytes");
    }
    try {
      KeyFactory keys = KeyFactory.getInstance("Ed25519");
      byte[] seed = Arrays.copyOf(bytes, 32);
      PrivateKey key =
          keys.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
      PublicKey publicHalf = keys.generatePublic(x509(Arrays.copyOfRange(bytes, 32, 64)));
      return belong(key, publicHalf)
          ? new Ed25519(key, publicHalf)
          : new Malformed("after " + Secrets.ED25519 + ": the halves are not one key pair");
    } catch (GeneralSecurityException notAKey) {
      return new Malformed("after " + Secrets.ED25519 + ": not an ed25519 key");
    }
  }

  /**
   * A signature by one half that the other does not verify would be refused by every receiver, for
   * good.
   */
  private static boolean belong(PrivateKey key, PublicKey publicHalf)
      throws GeneralSecurityException {
    byte[] probe = {1, 2, 3};
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(key);
    signer.update(probe);
    byte[] signature = signer.sign();
    signer.initVerify(publicHalf);
    signer.update(probe);
    return signer.verify(signature);
  }

  /** An ed25519 public key of 32 bytes in the wrapping that the JDK reads (RFC 8410). */
  private static X509EncodedKeySpec x509(byte[] publicHalf) {
    byte[] wrapped = Arrays.copyOf(HexFormat.of().parseHex("302a300506032b6570032100"), 44);
    System.arraycopy(publicHalf, 0, wrapped, 12, 32);
    return new X509EncodedKeySpec(wrapped);
  }

  private static byte[] decoded(String base64) {
    try {
      return base64.length() > 200 ? new byte[0] : Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }
}
