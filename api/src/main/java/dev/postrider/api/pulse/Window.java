package dev.postrider.api.pulse;

import dev.postrider.api.http.Query;
import dev.postrider.pulse.Pulse.Range;
import dev.postrider.pulse.Pulse.Step;
import java.time.Duration;
import java.time.Instant;

/** The time that is asked for, {@code after} and {@code before}. */
record Window(Instant after, Instant before) {

  /** Without {@code before} up to now, without {@code after} from so long before that. */
  static Window read(Query query, Duration usual, Instant now) {
    Instant last = query.instant("before");
    // The minute that begins just now is of it.
    Instant before = last == null ? now.plusNanos(1) : last;
    Instant first = query.instant("after");
    Window window = new Window(first == null ? before.minus(usual) : first, before);
    if (!window.after.isBefore(before)) {
      throw Query.wrong("after", "must be before `before`, which is now unless it is given");
    }
    return window;
  }

  Duration length() {
    return Duration.between(after, before);
  }

  /** Every point that has something of it. */
  Range in(Step step) {
    return new Range(step, step.floor(after), step.floor(before.minusNanos(1)).plus(step.width()));
  }
}
