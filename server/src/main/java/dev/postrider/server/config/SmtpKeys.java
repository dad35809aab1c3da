package dev.postrider.server.config;

import dev.postrider.server.mail.SmtpConfig;
import dev.postrider.server.mail.SmtpConfig.Tls;
import dev.postrider.server.terminal.Complaint;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The settings of the mail server. */
final class SmtpKeys {
  static final Key<String> HOST =
      Key.absent(
          "smtp.host",
          Kinds.text(1, 253),
          "The mail server that takes alerts by e-mail; without one, none are sent.");

  static final Key<Integer> PORT =
      Key.of(
          "smtp.port", Kinds.number(1, 65_535), 587, "Its port; most have 465 for smtp.tls tls.");

  static final Key<String> USER =
      Key.absent("smtp.user", Kinds.text(1, 253), "Who signs in there; nobody by default.");

  static final Key<String> PASSWORD =
      Key.secret("smtp.password", Kinds.text(1, 1_000), "The password of smtp.user.");

  static final Key<String> TLS =
      Key.of(
          "smtp.tls",
          Kinds.oneOf("starttls", "tls", "none"),
          "starttls",
          "How the way there is kept private: starttls, which is required then, tls from the first"
              + " byte, or none.");

  static final Key<String> FROM =
      Key.absent(
          "smtp.from", Kinds.text(3, 253), "The address that e-mails come from, with smtp.host.");

  static final List<Key<?>> KEYS = List.of(HOST, PORT, USER, PASSWORD, TLS, FROM);

  private SmtpKeys() {}

  static @Nullable SmtpConfig config(Settings s) {
    String host = s.find(HOST).orElse(null);
    if (host == null) {
      return null;
    }
    String from =
        s.find(FROM)
            .orElseThrow(() ->
                Complaint.usage("smtp.host is given without smtp.from; give the address too."));
    if (!from.matches("[^\\s@<>]+@[^\\s@<>]+")) {
      throw Complaint.usage("smtp.from must be an address, such as postrider@example.com.");
    }
    String user = s.find(USER).orElse(null);
    String password = s.find(PASSWORD).orElse(null);
    if ((user == null) != (password == null)) {
      throw Complaint.usage("smtp.user and smtp.password go together; give both, or neither.");
    }
    return new SmtpConfig(
        host, s.get(PORT), user, password, Tls.valueOf(s.get(TLS).toUpperCase(Locale.ROOT)), from);
  }
}
