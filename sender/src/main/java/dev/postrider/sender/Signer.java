package dev.postrider.sender;

import dev.postrider.directory.Secret;
import dev.postrider.directory.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;

/**
 * Signs with every live secret of one endpoint, as Standard Webhooks 1.0 says; the keys are read
 * once. Safe for use by many threads.
 */
final class Signer {

  /**
   * A secret and the part that makes one signature of its kind.
   *
   * @param version what Standard Webhooks calls the kind
   * @param algorithm what RFC 9421 calls it
   */
  record Key(Secret secret, String version, String algorithm, Scheme scheme) {

    /** The signature of these bytes, one after the other. */
    byte[] sign(byte[] head, byte[] body) {
      try {
        return scheme.sign(head, body);
      } catch (GeneralSecurityException broken) {
        throw new IllegalStateException("signing with a checked key", broken);
      }
    }
  }

  private interface Scheme {
    byte[] sign(byte[] head, byte[] body) throws GeneralSecurityException;
  }

  private final List<Key> keys;

  private Signer(List<Key> keys) {
    this.keys = keys;
  }

  /**
   * Takes the secrets that can sign; a malformed one never gets this far, because the API refuses
   * it.
   */
  static Signer of(List<Secret> secrets) {
    List<Key> keys = new ArrayList<>(secrets.size());
    for (Secret secret : secrets) {
      switch (SigningKey.parse(secret.text())) {
        case SigningKey.Hmac(var key) ->
            keys.add(new Key(secret, "v1", "hmac-sha256", hmac(initialised(key))));
        case SigningKey.Ed25519(var key, _) ->
            keys.add(new Key(secret, "v1a", "ed25519", ed25519(key)));
        case SigningKey.Malformed _ -> {}
      }
    }
    return new Signer(List.copyOf(keys));
  }

  /** The signature header's value, current secret first; empty text when no secret is live. */
  String sign(String id, Instant now, byte[] body) {
    byte[] head = (id + "." + now.getEpochSecond() + ".").getBytes(StandardCharsets.US_ASCII);
    StringBuilder signatures = new StringBuilder(64);
    for (Key key : keys) {
      if (key.secret.live(now)) {
        signatures.append(signatures.isEmpty() ? "" : " ").append(key.version).append(',');
        signatures.append(Base64.getEncoder().encodeToString(key.sign(head, body)));
      }
    }
    return signatures.toString();
  }

  /** Those that can sign, live or not, current first. */
  List<Key> keys() {
    return keys;
  }

  /**
   * A clone of a keyed Mac costs less than asking the providers for a new one, and virtual threads
   * share nothing.
   */
  private static Scheme hmac(Mac keyed) {
    return (head, body) -> {
      try {
        Mac mac = (Mac) keyed.clone();
        mac.update(head);
        return mac.doFinal(body);
      } catch (CloneNotSupportedException impossible) {
        throw new GeneralSecurityException(impossible);
      }
    };
  }

  private static Scheme ed25519(PrivateKey key) {
    return (head, body) -> {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(head);
      signature.update(body);
      return signature.sign();
    };
  }

  private static Mac initialised(java.security.Key key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }
}
