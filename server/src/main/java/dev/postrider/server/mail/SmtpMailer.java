package dev.postrider.server.mail;

import dev.postrider.alert.Mailer;
import dev.postrider.alert.Notice;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Locale;
import java.util.Properties;

/** Hands e-mails to a mail server, over a connection for each. */
public final class SmtpMailer implements Mailer {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final SmtpConfig config;
  private final InstantSource clock;
  private final Session session;

  public SmtpMailer(SmtpConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.session = Session.getInstance(properties(config));
  }

  private static Properties properties(SmtpConfig config) {
    Properties properties = new Properties();
    properties.put("mail.transport.protocol", "smtp");
    properties.put("mail.smtp.host", config.host());
    properties.put("mail.smtp.port", Integer.toString(config.port()));
    properties.put("mail.smtp.auth", Boolean.toString(config.user() != null));
    properties.put("mail.smtp.connectiontimeout", Long.toString(CONNECT.toMillis()));
    properties.put("mail.smtp.timeout", Long.toString(ANSWER.toMillis()));
    properties.put("mail.smtp.writetimeout", Long.toString(ANSWER.toMillis()));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    switch (config.tls()) {
      case TLS -> properties.put("mail.smtp.ssl.enable", "true");
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case NONE -> {}
    }
    return properties;
  }

  /** Failure policy: whatever it is, it is said without what was sent, and tried again. */
  @Override
  public void send(Notice notice) throws NotTaken {
    try (Transport transport = session.getTransport()) {
      MimeMessage mail = mail(notice);
      transport.connect(config.user(), config.password());
      transport.sendMessage(mail, mail.getAllRecipients());
    } catch (MessagingException refused) {
      throw new NotTaken("%s:%d says %s".formatted(config.host(), config.port(), why(refused)));
    }
  }

  private MimeMessage mail(Notice notice) throws MessagingException {
    Words words = Words.of(notice);
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom(new InternetAddress(config.from(), true));
    mail.setRecipient(RecipientType.TO, new InternetAddress(notice.recipient(), true));
    mail.setSubject(words.subject(), StandardCharsets.UTF_8.name());
    mail.setText(words.text(), StandardCharsets.UTF_8.name());
    // So that nobody's holiday is told to a machine.
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setSentDate(Date.from(clock.instant()));
    return mail;
  }

  /** One line; a server's words may have several. */
  private static String why(MessagingException refused) {
    String text = String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
    return refused.getClass().getSimpleName()
        + ": "
        + Words.line(text, 200).toLowerCase(Locale.ROOT);
  }
}
