package dev.postrider.server.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and durations as people type them: {@code 64MiB}, {@code 15s}. */
final class Amounts {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15}) ?([A-Za-z]*)");

  private static final Map<String, Long> SIZES = new LinkedHashMap<>();
  private static final Map<String, Long> MILLIS = new LinkedHashMap<>();

  static {
    SIZES.put("GiB", 1L << 30);
    SIZES.put("MiB", 1L << 20);
    SIZES.put("KiB", 1L << 10);
    SIZES.put("B", 1L);
    MILLIS.put("d", 86_400_000L);
    MILLIS.put("h", 3_600_000L);
    MILLIS.put("m", 60_000L);
    MILLIS.put("s", 1_000L);
    MILLIS.put("ms", 1L);
  }

  private Amounts() {}

  static long size(String text) {
    return read(text, SIZES);
  }

  static String showSize(long bytes) {
    return show(bytes, SIZES, "B");
  }

  static Duration duration(String text) {
    return Duration.ofMillis(read(text, MILLIS));
  }

  static String showDuration(Duration duration) {
    return show(duration.toMillis(), MILLIS, "s");
  }

  private static long read(String text, Map<String, Long> units) {
    Matcher matcher = AMOUNT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException();
    }
    long number = Long.parseLong(matcher.group(1));
    for (var unit : units.entrySet()) {
      if (lower(unit.getKey()).equals(lower(matcher.group(2)))) {
        return multiplied(number, unit.getValue());
      }
    }
    throw new IllegalArgumentException();
  }

  private static long multiplied(long number, long unit) {
    try {
      return Math.multiplyExact(number, unit);
    } catch (ArithmeticException tooMuch) {
      throw new IllegalArgumentException(tooMuch);
    }
  }

  /** In the largest unit that leaves no remainder. */
  private static String show(long amount, Map<String, Long> units, String ofZero) {
    if (amount == 0) {
      return "0" + ofZero;
    }
    for (var unit : units.entrySet()) {
      if (amount % unit.getValue() == 0) {
        return amount / unit.getValue() + unit.getKey();
      }
    }
    return String.valueOf(amount);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
