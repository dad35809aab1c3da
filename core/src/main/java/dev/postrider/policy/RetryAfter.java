package dev.postrider.policy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Reads the {@code Retry-After} header (RFC 9110 §10.2.3): seconds, decimals allowed, or an HTTP
 * date.
 */
public final class RetryAfter {
  private RetryAfter() {}

  /** How long to wait from {@code now}, never negative; empty when the text is neither form. */
  public static Optional<Duration> parse(String text, Instant now) {
    String value = text.strip();
    if (value.isEmpty() || value.length() > 40) {
      return Optional.empty();
    }
    if (Character.isDigit(value.charAt(0))) {
      return seconds(value);
    }
    try {
      Instant at = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
      return Optional.of(at.isBefore(now) ? Duration.ZERO : Duration.between(now, at));
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> seconds(String value) {
    try {
      double seconds = Double.parseDouble(value);
      double capped = Math.min(seconds, Duration.ofDays(365).toSeconds());
      return Optional.of(Duration.ofMillis(Math.round(capped * 1_000)));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }
}
