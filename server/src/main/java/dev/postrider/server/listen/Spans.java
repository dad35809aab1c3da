package dev.postrider.server.listen;

import java.time.Duration;
import java.util.Locale;

/** Times as people read them: {@code 3.1 ms}, {@code 2.0 s}, {@code 6 min 12 s}. */
final class Spans {
  private Spans() {}

  static String shown(Duration span) {
    long seconds = span.toSeconds();
    if (seconds < 1) {
      return String.format(Locale.ROOT, "%.1f ms", span.toNanos() / 1e6);
    }
    if (seconds < 60) {
      return seconds < 10 && span.toNanosPart() != 0
          ? String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1e3)
          : seconds + " s";
    }
    if (seconds < 3_600) {
      return span.toMinutes() + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
    return seconds < 172_800
        ? span.toHours() + " h " + span.toMinutesPart() + " min"
        : span.toDays() + " days";
  }
}
