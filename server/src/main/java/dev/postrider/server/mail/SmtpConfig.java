package dev.postrider.server.mail;

import org.jspecify.annotations.Nullable;

/**
 * The mail server.
 *
 * @param user null when it asks for none
 * @param from the address that mails come from
 */
public record SmtpConfig(
    String host, int port, @Nullable String user, @Nullable String password, Tls tls, String from) {

  /** How the way there is kept private. */
  public enum Tls {
    /** From the first byte. */
    TLS,
    /** After a word of the server's, without which nothing is sent. */
    STARTTLS,
    NONE
  }

  /** Holds no secret. */
  @Override
  public String toString() {
    return "SmtpConfig[" + host + ":" + port + ", " + tls + ", from=" + from + "]";
  }
}
