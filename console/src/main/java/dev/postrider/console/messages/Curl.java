package dev.postrider.console.messages;

/**
 * The request of a delivery as a command, for who wants to send it from his desk. The signature is
 * left out: it would hold for minutes only, and its secret is no page's to know.
 */
final class Curl {
  /** What is longer, in characters, is read from a file: it would stand there once per endpoint. */
  static final int LONGEST = 16_384;

  private Curl() {}

  static String command(String url, String contentType, String id, String timestamp, String body) {
    return "curl -i "
        + quoted(url)
        + " \\\n  -H "
        + quoted("content-type: " + contentType)
        + " \\\n  -H "
        + quoted("webhook-id: " + id)
        + " \\\n  -H "
        + quoted("webhook-timestamp: " + timestamp)
        + " \\\n  "
        + (body.length() > LONGEST ? "--data-binary @payload" : "--data-raw " + quoted(body));
  }

  /** For a POSIX shell: nothing within single quotes means anything but their end. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
