package dev.postrider.message;

/**
 * The public form of a key: prefix and 27 base-62 digits of 160 bits, the key above 96 bits derived
 * from it.
 *
 * <p>The derived bits make ids look alike in length and spread; they hide nothing and are checked
 * on reading, so a mistyped id is refused instead of naming a neighbour.
 */
final class PublicId {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 27;
  private static final int[] VALUES = values();

  private PublicId() {}

  static void requirePositive(long value) {
    if (value <= 0) {
      throw new IllegalArgumentException("a key is positive, not " + value);
    }
  }

  static String encode(String prefix, long key) {
    int[] words = words(key);
    char[] text = new char[prefix.length() + LENGTH];
    prefix.getChars(0, prefix.length(), text, 0);
    for (int at = text.length - 1; at >= prefix.length(); at--) {
      text[at] = DIGITS.charAt(divide(words));
    }
    return new String(text);
  }

  /** The key of a public id, or 0 when the text is none. */
  static long decode(String prefix, String text) {
    if (text.length() != prefix.length() + LENGTH || !text.startsWith(prefix)) {
      return 0;
    }
    int[] words = new int[5];
    for (int at = prefix.length(); at < text.length(); at++) {
      char c = text.charAt(at);
      if (c >= VALUES.length || VALUES[c] < 0 || !multiplyAdd(words, VALUES[c])) {
        return 0;
      }
    }
    long key = ((long) words[0] << 32) | (words[1] & 0xffff_ffffL);
    return key > 0 && java.util.Arrays.equals(words, words(key)) ? key : 0;
  }

  private static int[] words(long key) {
    long high = mix(key);
    long low = mix(high);
    return new int[] {(int) (key >>> 32), (int) key, (int) (high >>> 32), (int) high, (int) low};
  }

  /** The finaliser of SplitMix64: spreads neighbouring keys over all bits. */
  private static long mix(long z) {
    long a = (z + 0x9e3779b97f4a7c15L ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
    return b ^ b >>> 31;
  }

  /** Divides the number by 62 in place and returns the remainder. */
  private static int divide(int[] words) {
    long remainder = 0;
    for (int i = 0; i < words.length; i++) {
      long value = (remainder << 32) | (words[i] & 0xffff_ffffL);
      words[i] = (int) (value / 62);
      remainder = value % 62;
    }
    return (int) remainder;
  }

  /** Multiplies by 62 and adds in place; false on overflow. */
  private static boolean multiplyAdd(int[] words, int digit) {
    long carry = digit;
    for (int i = words.length - 1; i >= 0; i--) {
      long value = (words[i] & 0xffff_ffffL) * 62 + carry;
      words[i] = (int) value;
      carry = value >>> 32;
    }
    return carry == 0;
  }

  private static int[] values() {
    int[] values = new int[128];
    java.util.Arrays.fill(values, -1);
    for (int i = 0; i < DIGITS.length(); i++) {
      values[DIGITS.charAt(i)] = i;
    }
    return values;
  }
}
