package dev.postrider.server.listen;

import dev.postrider.message.Payload;
import dev.postrider.server.terminal.Foreign;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A body as lines that a terminal can take: JSON is indented, other text is as it is, and of the
 * rest the first bytes are shown by their numbers.
 *
 * @param whole false when more of it came than is shown
 */
record BodyText(List<String> lines, boolean whole) {
  static final int MOST_LINES = 200;
  static final int LONGEST_LINE = 2_000;
  static final int DUMPED = 256;
  private static final int ROW = 16;

  /** Whatever is longer has a line too many or too long. */
  private static final int ENOUGH = MOST_LINES * (LONGEST_LINE + 1) + 1;

  /** Whatever the body is, in bounded memory beside it. */
  static BodyText of(Payload body) {
    if (body.size() == 0) {
      return new BodyText(List.of(), true);
    }
    if (!text(body)) {
      return dump(body.bytes());
    }
    return PrettyJson.of(body.bytes(), ENOUGH)
        .map(BodyText::lines)
        .orElseGet(() -> lines(body.text()));
  }

  /** True for UTF-8 without NUL, which is in most of what is no text. */
  static boolean text(Payload body) {
    for (byte b : body.bytes()) {
      if (b == 0) {
        return false;
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.bytes()));
      return true;
    } catch (CharacterCodingException other) {
      return false;
    }
  }

  private static BodyText lines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    boolean whole = true;
    while (from < text.length()) {
      if (lines.size() == MOST_LINES) {
        return new BodyText(lines, false);
      }
      int feed = text.indexOf('\n', from);
      int end = feed < 0 ? text.length() : feed;
      boolean returned = end > from && text.charAt(end - 1) == '\r';
      String line = text.substring(from, returned ? end - 1 : end).replace("\t", "    ");
      whole &= line.length() <= LONGEST_LINE;
      lines.add(Foreign.shown(line, LONGEST_LINE));
      from = end + 1;
    }
    return new BodyText(lines, whole);
  }

  private static BodyText dump(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    int shown = Math.min(bytes.length, DUMPED);
    for (int from = 0; from < shown; from += ROW) {
      StringBuilder numbers = new StringBuilder();
      StringBuilder signs = new StringBuilder();
      for (int i = from; i < from + ROW; i++) {
        numbers.append(i < shown ? "%02x ".formatted(bytes[i]) : "   ");
        if (i < shown) {
          signs.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
        }
      }
      lines.add("%08x  %s |%s|".formatted(from, numbers, signs));
    }
    return new BodyText(lines, shown == bytes.length);
  }
}
