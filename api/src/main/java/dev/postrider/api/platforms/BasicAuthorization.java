package dev.postrider.api.platforms;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * User and password of an {@code Authorization} header of the scheme {@code Basic} (RFC 7617). Its
 * {@code toString} shows neither.
 *
 * @param user without a colon, which would end it
 */
record BasicAuthorization(String user, String password) {
  private static final String SCHEME = "Basic ";
  private static final int LONGEST = 4_096;

  /** Reads the value of a header; empty when it is anything else, or too long. */
  static Optional<BasicAuthorization> parse(@Nullable String header) {
    if (header == null || header.length() > LONGEST || !isMeant(header)) {
      return Optional.empty();
    }
    try {
      String pair = text(Base64.getDecoder().decode(header.substring(SCHEME.length())));
      int colon = pair.indexOf(':');
      return colon < 0 || pair.chars().anyMatch(Character::isISOControl)
          ? Optional.empty()
          : Optional.of(
              new BasicAuthorization(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** True when the header says this scheme, whatever follows. */
  static boolean isMeant(String header) {
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /** The value of the header that says this, in UTF-8. */
  String header() {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return SCHEME + Base64.getEncoder().encodeToString(pair);
  }

  /** The charset is not stated on the wire: UTF-8, or what it was before. */
  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException older) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public String toString() {
    return "BasicAuthorization[***]";
  }
}
