package dev.postrider.console.pulse;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The last hour, day or week, in as many steps as a chart can show. */
public enum Window {
  HOUR(Duration.ofHours(1), "minute", Duration.ofMinutes(1)),
  DAY(Duration.ofDays(1), "minute", Duration.ofMinutes(10)),
  WEEK(Duration.ofDays(7), "hour", Duration.ofHours(1));

  private final Duration length;
  private final String asked;
  private final Duration step;

  /**
   * A window.
   *
   * @param asked the step that the API is asked for, of which {@code step} has one or several
   */
  Window(Duration length, String asked, Duration step) {
    this.length = length;
    this.asked = asked;
    this.step = step;
  }

  /** The window of this name, or a day. */
  public static Window of(String name) {
    for (Window window : values()) {
      if (window.word().equals(name)) {
        return window;
      }
    }
    return DAY;
  }

  /** Its name in the address of a page. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Duration length() {
    return length;
  }

  /** What the API is asked for a point of: a {@code minute} or an {@code hour}. */
  public String asked() {
    return asked;
  }

  Duration step() {
    return step;
  }

  /** When it begins: a step's beginning, so that none is shown in part but the one under way. */
  public Instant begins(Instant now) {
    return stepOf(now.minus(length));
  }

  Instant stepOf(Instant at) {
    long seconds = step.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }
}
