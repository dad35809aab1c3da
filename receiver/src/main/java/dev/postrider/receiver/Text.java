package dev.postrider.receiver;

/** Text that every store can keep: no control characters, and no halves of characters. */
final class Text {
  private static final int LONGEST = 500;

  private Text() {}

  static boolean plain(String text) {
    return text.codePoints().allMatch(Text::plain);
  }

  private static boolean plain(int character) {
    return !Character.isISOControl(character)
        && !(character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
  }

  /** What was thrown, in a line. */
  static String of(Throwable thrown) {
    String text = thrown.getClass().getName();
    try {
      String message = thrown.getMessage();
      text = message == null ? text : text + ": " + message;
    } catch (Throwable e) {
      // What cannot say what it is, be it by an Error, has a class all the same.
    }
    return text.codePoints()
        .limit(LONGEST)
        .map(c -> plain(c) ? c : ' ')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
