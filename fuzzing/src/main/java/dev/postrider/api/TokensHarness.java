package dev.postrider.api;

import dev.postrider.fuzz.Harness;
import dev.postrider.fuzz.Input;
import dev.postrider.fuzz.Property;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * No token is read that is not signed with the secret by HS256, whatever its claims; a changed one
 * is none. An input is a token, a header and claims, a line each.
 */
public final class TokensHarness implements Harness {
  private static final String SECRET = "a secret of more than thirty-two bytes";
  private static final String ORGANISATION = "org_fuzz";
  private static final Tokens TOKENS =
      new Tokens(SECRET, InstantSource.fixed(Instant.parse("2026-05-04T10:20:30Z")));
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final String MINTED = TOKENS.mint(ORGANISATION, Duration.ofHours(1));

  @Override
  public void tries(byte[] input) {
    Input in = new Input(input);
    String token = in.line();
    String header = in.line();
    byte[] claims = in.rest();
    Property.holds(TOKENS.read(token).isEmpty() || signed(token), "what is read was signed");
    changed(input);
    String content = base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims);
    byte[] signature = mac(content);
    Optional<Tokens.Bearer> read = TOKENS.read(content + "." + base64(signature));
    signature[signature.length - 1] ^= 1;
    Property.holds(TOKENS.read(content + "." + base64(signature)).isEmpty(), "another signature");
    if (read.isPresent()) {
      Property.holds(header.contains("HS256") && !header.contains("\"crit\""), "is of one kind");
      Property.holds(TOKENS.read(content + ".").isEmpty(), "is signed");
      validity(read.get()).at(Instant.EPOCH);
    }
  }

  private static void changed(byte[] input) {
    Property.holds(
        TOKENS.read(MINTED).orElseThrow() instanceof Tokens.Bearer.Organisation o
            && o.caller().organisation().equals(ORGANISATION),
        "speaks for its organisation");
    int end = MINTED.lastIndexOf('.');
    if (input.length > 1) {
      char[] other = MINTED.toCharArray();
      int at = Math.floorMod((input[0] << 8) + input[1], end);
      char put = ALPHABET.charAt(input[input.length - 1] & 0x3f);
      Property.holds(
          other[at] == put || TOKENS.read(replaced(other, at, put)).isEmpty(), "a changed token");
    }
  }

  private static String replaced(char[] chars, int at, char put) {
    chars[at] = put;
    return new String(chars);
  }

  private static Tokens.Validity validity(Tokens.Bearer bearer) {
    return switch (bearer) {
      case Tokens.Bearer.Organisation(_, Tokens.Validity validity) -> validity;
      case Tokens.Bearer.Credential(_, _, Tokens.Validity validity) -> validity;
      case Tokens.Bearer.Portal(_, Tokens.Validity validity) -> validity;
    };
  }

  private static boolean signed(String token) {
    int end = token.lastIndexOf('.');
    return token.substring(end + 1).equals(base64(mac(token.substring(0, end))));
  }

  private static byte[] mac(String content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
