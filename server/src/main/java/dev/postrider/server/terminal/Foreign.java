package dev.postrider.server.terminal;

/**
 * Text that somebody else has written, made harmless: whatever could steer a terminal, or make a
 * line look like another, is shown by its number and does nothing.
 */
public final class Foreign {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private Foreign() {}

  /** The text in one line; ESC stands as a backslash, u001b. */
  public static String shown(String text) {
    StringBuilder shown = null;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int sign = text.codePointAt(i);
      if (harmless(sign)) {
        if (shown != null) {
          shown.appendCodePoint(sign);
        }
        continue;
      }
      if (shown == null) {
        shown = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      shown.append(sign > 0xffff ? "\\U%08x".formatted(sign) : "\\u%04x".formatted(sign));
    }
    return shown == null ? text : shown.toString();
  }

  /** The same, with no more than so many characters of the text, and a sign where it was cut. */
  public static String shown(String text, int longest) {
    if (text.length() <= longest) {
      return shown(text);
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return shown(text.substring(0, end)) + "…";
  }

  private static boolean harmless(int sign) {
    return switch (Character.getType(sign)) {
      // C0 and C1, of which ESC and CSI begin orders to the terminal.
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      // What turns the direction of writing; but joiners make letters and emoji.
      case Character.FORMAT -> sign == ZERO_WIDTH_JOINER || sign == ZERO_WIDTH_NON_JOINER;
      case Character.SURROGATE, Character.UNASSIGNED -> false;
      default -> true;
    };
  }
}
