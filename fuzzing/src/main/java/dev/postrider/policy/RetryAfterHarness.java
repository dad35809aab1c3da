package dev.postrider.policy;

import dev.postrider.fuzz.Harness;
import dev.postrider.fuzz.Property;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * A wait is never negative and never longer than a year, and one moment is the same in all forms of
 * a date. An input is the header; its bytes also choose the moment.
 */
public final class RetryAfterHarness implements Harness {
  private static final Instant NOW = Instant.parse("2026-05-04T10:20:30Z");
  private static final Duration LONGEST = Duration.ofDays(365);

  private static final DateTimeFormatter RFC_1123 = form("EEE, dd MMM yyyy HH:mm:ss 'GMT'");
  private static final DateTimeFormatter RFC_850 = form("EEEE, dd-MMM-yy HH:mm:ss 'GMT'");
  private static final DateTimeFormatter ASCTIME = form("EEE MMM ppd HH:mm:ss yyyy");

  @Override
  public void tries(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    RetryAfter.parse(text, NOW).ifPresent(RetryAfterHarness::bounded);
    Duration wait = Duration.ofSeconds(Math.floorMod(text.hashCode(), LONGEST.toSeconds()));
    Instant at = NOW.plus(wait);
    for (DateTimeFormatter form : new DateTimeFormatter[] {RFC_1123, RFC_850, ASCTIME}) {
      Property.same(RetryAfter.parse(form.format(at), NOW), Optional.of(wait), form.format(at));
      Property.same(
          RetryAfter.parse(form.format(NOW.minus(wait)), NOW),
          Optional.of(Duration.ZERO),
          "the past");
    }
    Property.same(
        RetryAfter.parse(Long.toString(wait.toSeconds()), NOW), Optional.of(wait), "seconds");
  }

  private static void bounded(Duration wait) {
    Property.holds(!wait.isNegative() && wait.compareTo(LONGEST) <= 0, "a wait of " + wait);
  }

  private static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(ZoneOffset.UTC);
  }
}
