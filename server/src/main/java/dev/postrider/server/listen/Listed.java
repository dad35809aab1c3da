package dev.postrider.server.listen;

import dev.postrider.server.terminal.Foreign;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A webhook in one line. */
public final class Listed {
  private static final int LONGEST = 120;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private Listed() {}

  /** Number, time, answer, verdict, size and request, with secrets hidden. */
  public static String line(Kept kept, ZoneId zone) {
    Arrival arrival = kept.arrival();
    Boolean verified = kept.verified();
    return "%6d  %s  %d  %-12s  %,10d B  %s %s"
        .formatted(
            kept.id(),
            TIME.format(arrival.at().atZone(zone)),
            kept.status(),
            verified == null ? "-" : verified ? "verified" : "not verified",
            arrival.body().size(),
            Foreign.shown(arrival.method(), LONGEST),
            Foreign.shown(Masked.target(arrival.target()), LONGEST));
  }
}
