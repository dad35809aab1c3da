package dev.postrider.history;

import dev.postrider.message.Payload;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads bytes as words, once and in a small window: a payload may have 16 MiB, and several are
 * searched at once. What is no UTF-8 ends a word.
 */
final class WordScan {
  private static final int WINDOW = 16 << 10;
  private static final int ESCAPED = 4;

  /** So many characters may become one by {@link #words}. */
  private static final int LONGEST_LETTER = 4;

  private final ByteBuffer bytes;
  private final boolean json;
  private final CharBuffer read = CharBuffer.allocate(8 << 10).flip();
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  /** Words with one blank between them, and one before the first. */
  private final StringBuilder window = new StringBuilder(" ");

  private boolean ascii = true;

  WordScan(Payload payload, boolean json) {
    this.bytes = ByteBuffer.wrap(payload.bytes());
    this.json = json;
  }

  /** The words of a text with one blank before, between and behind them; one blank for no words. */
  static String plain(String text) {
    WordScan scan = new WordScan(Payload.of(text), false);
    boolean _ = scan.more(Integer.MAX_VALUE);
    return scan.words();
  }

  boolean hasAll(List<String> runs) {
    List<String> left = new ArrayList<>(runs);
    int longest = LONGEST_LETTER * runs.stream().mapToInt(String::length).max().orElse(0);
    boolean more = true;
    while (more && !left.isEmpty()) {
      more = more(WINDOW + longest);
      String words = words();
      left.removeIf(words::contains);
      // A run may have begun here that ends in the next window.
      window.delete(0, Math.max(0, window.length() - longest));
    }
    return left.isEmpty();
  }

  /** Fills the window; false when nothing follows. */
  private boolean more(int size) {
    int next = next();
    while (next >= 0) {
      if (json && next == '\\') {
        next = escaped();
      }
      add((char) next);
      if (window.length() >= size) {
        return true;
      }
      next = next();
    }
    add(' ');
    return false;
  }

  /** What an escape stands for, be it only that no letter is there. */
  private int escaped() {
    if (next() != 'u') {
      return ' ';
    }
    int letter = 0;
    for (int i = 0; i < ESCAPED; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        return ' ';
      }
      letter = letter << 4 | digit;
    }
    return letter;
  }

  private void add(char c) {
    if (c < 0x80) {
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        window.append(c);
      } else if (c >= 'A' && c <= 'Z') {
        window.append((char) (c | 0x20));
      } else {
        end();
      }
    } else if (Character.isLetterOrDigit(c) || accent(c) || Character.isSurrogate(c)) {
      ascii = false;
      window.append(Character.toLowerCase(Character.toUpperCase(c)));
    } else {
      end();
    }
  }

  private void end() {
    if (window.isEmpty() || window.charAt(window.length() - 1) != ' ') {
      window.append(' ');
    }
  }

  /** One that is written behind its letter. */
  private static boolean accent(char c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  /** A letter with its accent may be one character or two; that they are the same is told here. */
  private String words() {
    String words = window.toString();
    return ascii ? words : Normalizer.normalize(words, Normalizer.Form.NFC);
  }

  private int next() {
    if (!read.hasRemaining()) {
      read.clear();
      decoder.decode(bytes, read, true);
      read.flip();
    }
    return read.hasRemaining() ? read.get() : -1;
  }
}
