package dev.postrider.policy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the {@code Retry-After} header (RFC 9110 §10.2.3): seconds, decimals allowed, or an HTTP
 * date in one of its three forms (§5.6.7).
 */
public final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("\\d+(\\.\\d+)?");
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US).withZone(ZoneOffset.UTC);

  private RetryAfter() {}

  /**
   * How long to wait from {@code now}, never negative and at most a year; empty when the text is
   * neither form.
   */
  public static Optional<Duration> parse(String text, Instant now) {
    String value = text.strip();
    if (value.isEmpty() || value.length() > 40) {
      return Optional.empty();
    }
    if (Character.isDigit(value.charAt(0))) {
      return seconds(value);
    }
    for (DateTimeFormatter form :
        List.of(DateTimeFormatter.RFC_1123_DATE_TIME, rfc850(now), ASCTIME)) {
      try {
        Instant at = form.parse(value, Instant::from);
        return Optional.of(until(at, now));
      } catch (DateTimeException anotherForm) {
        // Tried with the next.
      }
    }
    return Optional.empty();
  }

  private static Duration until(Instant at, Instant now) {
    if (at.isBefore(now)) {
      return Duration.ZERO;
    }
    Duration wait = Duration.between(now, at);
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  /** Its year has two digits, and is never more than 50 years ahead. */
  private static DateTimeFormatter rfc850(Instant now) {
    return new DateTimeFormatterBuilder()
        .appendPattern("EEEE, dd-MMM-")
        .appendValueReduced(ChronoField.YEAR, 2, 2, now.atZone(ZoneOffset.UTC).getYear() - 49)
        .appendPattern(" HH:mm:ss 'GMT'")
        .toFormatter(Locale.US)
        .withZone(ZoneOffset.UTC);
  }

  private static Optional<Duration> seconds(String value) {
    // Java would also read "7d" and "0x1p4" as numbers.
    if (!SECONDS.matcher(value).matches()) {
      return Optional.empty();
    }
    double capped = Math.min(Double.parseDouble(value), (double) LONGEST.toSeconds());
    return Optional.of(Duration.ofMillis(Math.round(capped * 1_000)));
  }
}
