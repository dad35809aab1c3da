package dev.postrider.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.postrider.alert.Mailer;
import dev.postrider.alert.Notice;
import dev.postrider.message.EndpointId;
import dev.postrider.operational.OperationalEvent;
import dev.postrider.server.mail.SmtpConfig.Tls;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SmtpMailerTest {
  private static final String PASSWORD = "a-password-that-nobody-reads";

  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() {
    mail.start();
  }

  @AfterEach
  void stop() {
    mail.stop();
  }

  private SmtpConfig config(@Nullable String user, @Nullable String password, Tls tls) {
    return new SmtpConfig(
        "127.0.0.1", mail.getSmtp().getPort(), user, password, tls, "postrider@example.com");
  }

  private static Notice notice(String application, String description) {
    return new Notice(
        "ops@example.com",
        OperationalEvent.ENDPOINT_DISABLED,
        application,
        new EndpointId(5),
        description,
        2);
  }

  private static void send(SmtpConfig config, Notice notice) throws Mailer.NotTaken {
    new SmtpMailer(config, () -> Instant.parse("2026-03-01T10:00:00Z")).send(notice);
  }

  @Test
  void signsInAndSaysNoPassword() throws Exception {
    mail.setUser("postrider", PASSWORD);
    send(config("postrider", PASSWORD, Tls.NONE), notice("Shop", ""));
    assertThat(mail.getReceivedMessages()).hasSize(1);
    SmtpConfig wrong = config("postrider", PASSWORD + "!", Tls.NONE);
    assertThatThrownBy(() -> send(wrong, notice("Shop", "")))
        .isInstanceOf(Mailer.NotTaken.class)
        .message()
        .contains("127.0.0.1")
        .doesNotContain(PASSWORD);
    assertThat(wrong.toString()).doesNotContain(PASSWORD);
  }

  @Test
  void sendsNothingOpenlyWhereItShallNot() {
    assertThatThrownBy(() -> send(config(null, null, Tls.STARTTLS), notice("Shop", "")))
        .isInstanceOf(Mailer.NotTaken.class);
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void whatOwnersSayIsNoHeader() throws Exception {
    String evil = "\r\nBcc: thief@example.com\r\n\r\n\u2028 žluťoučký \u202e kůň\n.\n";
    send(config(null, null, Tls.NONE), notice(evil, evil));
    MimeMessage sent = mail.getReceivedMessages()[0];
    assertThat(sent.getSubject())
        .isEqualTo(
            "Postrider: An endpoint was disabled (Bcc: thief@example.com      žluťoučký  kůň .)");
    assertThat(sent.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("ops@example.com");
    assertThat(sent.getHeader("Bcc")).isNull();
    assertThat(sent.getContent().toString()).contains("Description: Bcc: thief@example.com");
  }
}
