package dev.postrider.platforms;

import java.time.Duration;

/** Durations as platform files have them: a whole number and its unit. */
final class DurationWords {
  private DurationWords() {}

  /** Reads one; the file's schema has seen to its form. */
  static Duration read(String text) {
    int unit = text.endsWith("ms") ? text.length() - 2 : text.length() - 1;
    long number = Long.parseLong(text.substring(0, unit));
    return switch (text.substring(unit)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> throw new IllegalArgumentException("a duration with an unknown unit: " + text);
    };
  }

  /** In the largest unit that leaves no remainder. */
  static String write(Duration duration) {
    if (duration.toMillisPart() != 0) {
      return duration.toMillis() + "ms";
    }
    if (duration.isZero() || duration.toSecondsPart() != 0) {
      return duration.toSeconds() + "s";
    }
    if (duration.toMinutesPart() != 0) {
      return duration.toMinutes() + "m";
    }
    return duration.toHoursPart() != 0 ? duration.toHours() + "h" : duration.toDays() + "d";
  }
}
