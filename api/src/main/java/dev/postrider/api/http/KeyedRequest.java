package dev.postrider.api.http;

import dev.postrider.idempotency.RequestKey;
import dev.postrider.idempotency.SealedAnswer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * A request with an idempotency key: what its row is called, and what seals its answer. Both come
 * from who asks, the key and the address together, so nobody can open an answer, or find whose it
 * is, who has the database alone.
 */
final class KeyedRequest {
  private static final String KEYS = "HKDF-SHA256";
  private static final byte[] ROW = "postrider idempotency row".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SEAL = "postrider idempotency seal".getBytes(StandardCharsets.UTF_8);
  private static final int ROW_BYTES = 16;
  private static final int SEAL_BYTES = 32;

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final RequestKey key;
  private final SecretKey seal;

  private KeyedRequest(RequestKey key, SecretKey seal) {
    this.key = key;
    this.seal = seal;
  }

  /** None of the three has a line feed in it. */
  static KeyedRequest of(@Nullable String authorization, String key, String address) {
    try {
      KDF kdf = KDF.getInstance(KEYS);
      byte[] said = (authorization + "\n" + key + "\n" + address).getBytes(StandardCharsets.UTF_8);
      SecretKey root =
          kdf.deriveKey("Generic", HKDFParameterSpec.ofExtract().addIKM(said).extractOnly());
      byte[] row = kdf.deriveData(HKDFParameterSpec.expandOnly(root, ROW, ROW_BYTES));
      return new KeyedRequest(
          new RequestKey(uuid(ByteBuffer.wrap(row))),
          kdf.deriveKey("AES", HKDFParameterSpec.expandOnly(root, SEAL, SEAL_BYTES)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no " + KEYS, e);
    }
  }

  private static UUID uuid(ByteBuffer bytes) {
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  RequestKey key() {
    return key;
  }

  /** The answer as it is stored: a nonce, then the rest, compressed and encrypted. */
  SealedAnswer sealed(Answer answer, RandomGenerator random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] secret = ciphered(Cipher.ENCRYPT_MODE, nonce, packed(answer));
    byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + secret.length);
    System.arraycopy(secret, 0, sealed, NONCE_BYTES, secret.length);
    return SealedAnswer.of(sealed);
  }

  /** The answer that was sealed for the same request. */
  Answer opened(SealedAnswer answer) {
    byte[] sealed = answer.bytes();
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    byte[] secret = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
    return unpacked(ciphered(Cipher.DECRYPT_MODE, nonce, secret));
  }

  private byte[] ciphered(int mode, byte[] nonce, byte[] bytes) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, seal, new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored answer cannot be sealed or opened", e);
    }
  }

  private static byte[] packed(Answer answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      out.writeShort(answer.status());
      out.writeUTF(said(answer.headerName()));
      out.writeUTF(said(answer.headerValue()));
      out.write(answer.body(), 0, answer.length());
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written to", e);
    }
    return bytes.toByteArray();
  }

  private static String said(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Answer unpacked(byte[] bytes) {
    try (DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
      int status = in.readUnsignedShort();
      String header = in.readUTF();
      String value = in.readUTF();
      Answer answer = Answer.of(status, in.readAllBytes());
      return header.isEmpty() ? answer : answer.with(header, value);
    } catch (IOException e) {
      throw new IllegalStateException("a stored answer cannot be read", e);
    }
  }
}
