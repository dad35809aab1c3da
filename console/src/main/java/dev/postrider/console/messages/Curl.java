package dev.postrider.console.messages;

/**
 * The request of a delivery as a command, for who wants to send it from his desk. The signature is
 * left out: it would hold for minutes only, and its secret is no page's to know.
 */
final class Curl {
  /** What is longer, in characters, is read from a file: it would stand there once per endpoint. */
  private static final int LONGEST = 16_384;

  private Curl() {}

  /**
   * The command.
   *
   * @param names what the headers of id and time begin with, as the API has it; "none" for neither
   */
  static String command(
      String url, String contentType, String names, String id, String timestamp, String body) {
    StringBuilder command = new StringBuilder("curl -i ").append(quoted(url));
    header(command, "content-type", contentType);
    if (!names.equals("none")) {
      header(command, names + "-id", id);
      header(command, names + "-timestamp", timestamp);
    }
    return command
        .append(" \\\n  ")
        .append(large(body) ? "--data-binary @payload" : "--data-raw " + quoted(body))
        .toString();
  }

  private static void header(StringBuilder command, String name, String value) {
    command.append(" \\\n  -H ").append(quoted(name + ": " + value));
  }

  /** True when the command reads this body from a file. */
  static boolean large(String body) {
    return body.length() > LONGEST;
  }

  /** For a POSIX shell: nothing within single quotes means anything but their end. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
