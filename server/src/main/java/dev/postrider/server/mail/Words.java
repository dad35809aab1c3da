package dev.postrider.server.mail;

import dev.postrider.alert.Notice;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * An alert in words. What owners say of their applications and endpoints is theirs, so it stands in
 * one line each, without control characters.
 */
record Words(String subject, String text) {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("dev.postrider.server.mail.words", Locale.ROOT);

  static Words of(Notice notice) {
    String what = BUNDLE.getString(notice.event().type());
    String application = line(notice.application(), 100);
    return new Words(
        say("subject", what, application),
        say(
            "text",
            what,
            application,
            notice.endpoint().toString(),
            line(notice.description(), 500),
            Long.toString(notice.times())));
  }

  private static String say(String key, Object... values) {
    return new MessageFormat(BUNDLE.getString(key), Locale.ROOT).format(values);
  }

  /** A text of somebody else's as one line. */
  static String line(String text, int longest) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(longest)
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
        .filter(c -> Character.getType(c) != Character.FORMAT)
        .forEach(line::appendCodePoint);
    return line.toString().strip();
  }
}
