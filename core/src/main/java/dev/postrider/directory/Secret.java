package dev.postrider.directory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signing key in its text form: {@code whsec_} and base64 (HMAC-SHA256), or {@code whsk_} and
 * base64 (ed25519, private then public half). Its {@code toString} shows the kind only.
 *
 * @param expires when an old key stops signing; null for the current one
 */
public record Secret(String text, @Nullable Instant expires) {

  public boolean live(Instant now) {
    return expires == null || now.isBefore(expires);
  }

  @Override
  public String toString() {
    int end = text.indexOf('_');
    return "Secret[" + (end > 0 ? text.substring(0, end + 1) : "") + "***]";
  }
}
