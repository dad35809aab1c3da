package dev.postrider.console.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions where nothing has to be stored for them: sealed, in the cookie of the browser that
 * they belong to. Nobody who reads the cookie learns the token in it, and the API is asked with
 * each page whether the token still holds. Safe for use by many threads.
 */
public final class SessionCookies {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  /** Browsers keep up to 4096 bytes. */
  private static final int LONGEST = 4_000;

  private final SecretKey key;
  private final boolean secure;
  private final boolean embedded;
  private final Duration length;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * @param secret known to all servers that sessions shall hold at
   * @param secure whether browsers are to send it over HTTPS alone
   * @param embedded whether the portal may stand in pages of other sites; needs {@code secure}
   * @param length how long a session lasts
   * @param random has to be unpredictable
   */
  public SessionCookies(
      byte[] secret,
      boolean secure,
      boolean embedded,
      Duration length,
      InstantSource clock,
      RandomGenerator random) {
    this.key = derived(secret);
    this.secure = secure;
    this.embedded = embedded;
    this.length = length;
    this.clock = clock;
    this.random = random;
  }

  private static SecretKey derived(byte[] secret) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "AES",
              HKDFParameterSpec.ofExtract()
                  .addIKM(secret)
                  .thenExpand("postrider console sessions".getBytes(StandardCharsets.UTF_8), 32));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HKDF", e);
    }
  }

  /** The header that begins a session; nothing when browsers would not keep such a long one. */
  public Optional<String> begin(Face face, String token, String home) {
    Instant ends = clock.instant().plus(length);
    // Neither has a line feed.
    byte[] said = (home + "\n" + token).getBytes(StandardCharsets.UTF_8);
    ByteBuffer plain = ByteBuffer.allocate(Long.BYTES + said.length);
    plain.putLong(ends.getEpochSecond()).put(said);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = ciphered(Cipher.ENCRYPT_MODE, face, nonce, plain.array());
    byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
    String value = Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    return value.length() > LONGEST ? Optional.empty() : Optional.of(header(face, value, length));
  }

  /** How long sessions last. */
  public Duration length() {
    return length;
  }

  /** The header that keeps something that is no secret, in the pages of a face, for a year. */
  public String preference(Face face, String name, String value) {
    return attributes(face, name + "=" + value, Duration.ofDays(365));
  }

  /** The header that ends it. */
  public String end(Face face) {
    return header(face, "", Duration.ZERO);
  }

  private String header(Face face, String value, Duration age) {
    return attributes(face, face.cookie() + "=" + value, age);
  }

  private String attributes(Face face, String pair, Duration age) {
    boolean elsewhere = embedded && face == Face.PORTAL;
    return pair
        + "; Path="
        + face.path()
        + "; Max-Age="
        + age.toSeconds()
        + "; HttpOnly"
        + (secure ? "; Secure" : "")
        + (elsewhere ? "; SameSite=None; Partitioned" : "; SameSite=Lax");
  }

  /** The session of this {@code Cookie} header, if it has one that has not ended. */
  public Optional<Session> read(Face face, @Nullable String cookies) {
    String sealed = value(face.cookie(), cookies == null ? "" : cookies);
    if (sealed.isEmpty() || sealed.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      byte[] whole = Base64.getUrlDecoder().decode(sealed);
      if (whole.length < NONCE_BYTES + Long.BYTES) {
        return Optional.empty();
      }
      byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
      byte[] rest = Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
      ByteBuffer plain = ByteBuffer.wrap(ciphered(Cipher.DECRYPT_MODE, face, nonce, rest));
      Instant ends = Instant.ofEpochSecond(plain.getLong());
      String said = StandardCharsets.UTF_8.decode(plain).toString();
      int end = said.indexOf('\n');
      String home = said.substring(0, end);
      String token = said.substring(end + 1);
      return Optional.of(new Session(face, token, home, ends, csrf(sealed)))
          .filter(session -> session.ends().isAfter(clock.instant()));
    } catch (IllegalArgumentException | IllegalStateException foreign) {
      return Optional.empty();
    }
  }

  /** Whoever cannot read the cookie cannot compute it. */
  private static String csrf(String sealed) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(("csrf " + sealed).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** The value of a cookie in this header; empty when it has none. */
  public static String value(String name, String cookies) {
    for (String cookie : cookies.split(";", -1)) {
      String one = cookie.strip();
      if (one.startsWith(name + "=")) {
        return one.substring(name.length() + 1);
      }
    }
    return "";
  }

  /** The face is sealed in, so that a portal's cookie opens no console. */
  private byte[] ciphered(int mode, Face face, byte[] nonce, byte[] bytes) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(face.cookie().getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a session cannot be sealed or opened", e);
    }
  }
}
